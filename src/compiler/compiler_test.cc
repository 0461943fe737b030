// Trees built by hand, and the code they become. What code does is tested where it can be run.
#include "compiler/compiler.h"

#include <gtest/gtest.h>

#include "bytecode/disassemble.h"
#include "bytecode/verify.h"

namespace avocet {
namespace {

using namespace tree;

// Makes nodes of a typed tree. Spans are unknown.
class CompilerTest : public testing::Test {
 protected:
  Program program;
  const Type* basic(TypeKind kind) { return program.types.basic(kind); }
  const Type* count = basic(TypeKind::kCount);
  const Type* boolean = basic(TypeKind::kBool);
  const Type* real = basic(TypeKind::kDouble);
  const Type* text = basic(TypeKind::kString);
  const Type* nothing = basic(TypeKind::kVoid);

  template <class T> T* make(T node) { return program.arena.make<T>(node); }
  template <class T> std::span<T const> list(std::initializer_list<T> items) {
    return program.arena.copy(std::span<const T>(items.begin(), items.size()));
  }

  Expr* number(uint64_t n) {
    return make(ConstantExpr{{ExprKind::kConstant, count, {}}, Value::of_count(n)});
  }
  Expr* local(Local* l) { return make(LocalExpr{{ExprKind::kLocal, l->type, {}}, l}); }
  Expr* binary(BinaryOp op, Expr* l, Expr* r, const Type* type = nullptr) {
    bool compares = op >= BinaryOp::kEqual;
    return make(BinaryExpr{{ExprKind::kBinary,
                            type       ? type
                            : compares ? boolean
                                       : l->type,
                            {}},
                           op,
                           l,
                           r});
  }
  Expr* negation(Expr* e) {
    return make(UnaryExpr{{ExprKind::kUnary, boolean, {}}, UnaryOp::kNot, e});
  }
  Expr* choice(Expr* c, Expr* yes, Expr* no) {
    return make(ConditionalExpr{{ExprKind::kConditional, yes->type, {}}, c, yes, no});
  }
  Expr* call(Global* f, std::initializer_list<Expr*> arguments) {
    auto* type = as_function(f->type);
    return make(CallExpr{{ExprKind::kCall, type->result, {}}, f, nullptr, list(arguments), type});
  }
  Expr* assign(Expr* target, Expr* value) {
    return make(
        AssignExpr{{ExprKind::kAssign, target->type, {}}, target, value, BinaryOp::kAdd, false});
  }
  Expr* compound(Expr* target, BinaryOp op, Expr* value) {
    return make(AssignExpr{{ExprKind::kCompound, target->type, {}}, target, value, op, false});
  }
  Expr* step(Expr* target, bool up) {
    return make(StepExpr{{ExprKind::kStep, target->type, {}}, target, up});
  }
  Expr* index(Expr* container, std::initializer_list<Expr*> keys, const Type* type) {
    return make(IndexExpr{{ExprKind::kIndex, type, {}}, container, list(keys)});
  }
  Expr* field(Expr* record, const char* name) {
    const RecordType* type = as_record(record->type);
    auto at = uint32_t(type->find(name));
    return make(FieldExpr{{ExprKind::kField, type->fields[at].type, {}}, record, at});
  }
  Expr* size(Expr* e) { return make(UnaryExpr{{ExprKind::kUnary, count, {}}, UnaryOp::kSize, e}); }

  Stmt* block(std::initializer_list<Stmt*> items) {
    return make(BlockStmt{{StmtKind::kBlock, {}}, list(items)});
  }
  Stmt* expr(Expr* e) { return make(ExprStmt{{StmtKind::kExpr, {}}, e}); }
  Stmt* give(Expr* e) { return make(ReturnStmt{{StmtKind::kReturn, {}}, e}); }
  Stmt* plain(StmtKind kind) { return make(Stmt{kind, {}}); }
  Stmt* declare(Local* l, Expr* value) {
    return make(LocalStmt{{StmtKind::kLocal, {}}, l, value, nullptr});
  }
  Stmt* when(Expr* c, Stmt* then, Stmt* otherwise = nullptr) {
    return make(IfStmt{{StmtKind::kIf, {}}, c, then, otherwise});
  }
  Stmt* loop(Expr* c, Stmt* body) { return make(WhileStmt{{StmtKind::kWhile, {}}, c, body}); }

  Local* variable(const char* name, const Type* type) {
    Local* l = program.arena.make<Local>();
    l->name = name;
    l->type = type;
    l->index = uint32_t(locals.size());
    locals.push_back(l);
    return l;
  }
  Local* parameter(const char* name, const Type* type) {
    Local* l = variable(name, type);
    l->parameter = true;
    parameters.push_back({name, type, false, {}});
    return l;
  }
  Global* declare_function(const char* name, const Type* result,
                           Flavor flavor = Flavor::kFunction) {
    Global* g = program.arena.make<Global>();
    g->name = name;
    g->type = program.types.function(flavor, program.arena.copy(parameters), result);
    g->kind = flavor == Flavor::kHook ? GlobalKind::kHook : GlobalKind::kFunction;
    g->id = uint32_t(program.functions.size());
    compiler.declare(*g);
    return g;
  }
  // Compiles a body with all variables made so far; the code without its heading.
  std::string compile(Global* global, Stmt* body) {
    tree::Function* f = program.arena.make<tree::Function>();
    f->name = global->name;
    f->type = as_function(global->type);
    f->global = global;
    f->id = global->id;
    f->locals = program.arena.copy(locals);
    f->parameters = f->locals.subspan(0, parameters.size());
    f->body = body;
    f->may_lack_results = may_lack_results;
    compiler.define(*f, false);
    compiler.finish();
    const Code* code = program.compile_hook(program.compile_context, f->id, 0);
    Outcome verified = verify(program, *code);
    EXPECT_TRUE(verified.ok()) << (verified.ok() ? "" : verified.error().message);
    std::string out;
    for (size_t i = 0; i < code->instructions.size(); ++i)
      out += disassemble(program, *code, i) + "\n";
    return out;
  }

  DiagnosticSink sink;
  Compiler compiler{program, sink};
  std::vector<Local*> locals;
  std::vector<Parameter> parameters;
  bool may_lack_results = false;  // of the body that is compiled
};

TEST_F(CompilerTest, EvaluatesArgumentsIntoTheWindowOfTheCallee) {
  Local* n = parameter("n", count);
  Global* fib = declare_function("fib", count);
  Expr* one = call(fib, {binary(BinaryOp::kSubtract, local(n), number(1))});
  Expr* two = call(fib, {binary(BinaryOp::kSubtract, local(n), number(2))});
  Expr* whole = choice(binary(BinaryOp::kLess, local(n), number(2)), local(n),
                       binary(BinaryOp::kAdd, one, two));
  EXPECT_EQ(compile(fib, give(whole)), "JumpIfGreaterEqualCountConst r0, 2, -> 2\n"
                                       "ReturnPlain r0\n"
                                       "SubCountConst r1, r0, 1\n"
                                       "Call r1.., m0.., fib\n"
                                       "SubCountConst r2, r0, 2\n"
                                       "Call r2.., m0.., fib\n"
                                       "AddInt r1, r1, r2\n"
                                       "ReturnPlain r1\n");
}

TEST_F(CompilerTest, GoesOnBehindAStatementWhoseCallsMayYieldNothing) {
  may_lack_results = true;
  Global* f = declare_function("f", count);
  Local* x = variable("x", count);
  x->maybe_unset = true;
  EXPECT_EQ(compile(f, block({declare(x, call(f, {})), give(local(x))})), "LoadNumber r1, 0\n"
                                                                          "Call r2.., m0.., f\n"
                                                                          "MovePlain r0, r2\n"
                                                                          "LoadNumber r1, 1\n"
                                                                          "CheckFlag r1, \"x\"\n"
                                                                          "ReturnPlain r0\n"
                                                                          "Landing -> 2\n"
                                                                          "Jump -> 4\n");
}

TEST_F(CompilerTest, TestsALoopsConditionAtItsEnd) {
  Local* i = variable("i", count);
  Global* f = declare_function("f", nothing);
  EXPECT_EQ(
      compile(f, block({declare(i, number(0)), loop(binary(BinaryOp::kLess, local(i), number(10)),
                                                    expr(step(local(i), true)))})),
      "LoadNumber r0, 0\n"
      "Jump -> 3\n"
      "AddIntConst r0, r0, 1\n"
      "JumpIfLessCountConst r0, 10, -> 2\n"
      "Return\n");
}

TEST_F(CompilerTest, FoldsConstantsAndDropsDeadBranches) {
  Global* f = declare_function("f", count);
  Expr* condition = binary(BinaryOp::kLess, number(2), number(1));
  EXPECT_EQ(compile(f, block({when(condition, give(number(1))),
                              give(binary(BinaryOp::kMultiply, number(6), number(7)))})),
            "ReturnConstant 42\n");
}

TEST_F(CompilerTest, KeepsTheLowBitsForARemainderOfAPowerOfTwo) {
  Local* a = parameter("a", count);
  auto remainder_of = [&](uint64_t by) {
    Global* f = declare_function("f", count);
    return compile(f, block({give(binary(BinaryOp::kModulo, local(a), number(by)))}));
  };
  EXPECT_EQ(remainder_of(8), "AndIntConst r1, r0, 7\nReturnPlain r1\n");
  EXPECT_EQ(remainder_of(1), "AndIntConst r1, r0, 0\nReturnPlain r1\n");
  EXPECT_EQ(remainder_of(6), "ModCountConst r1, r0, 6\nReturnPlain r1\n");
  EXPECT_EQ(remainder_of(0), "ModCountConst r1, r0, 0\nReturnPlain r1\n");
}

TEST_F(CompilerTest, ShortCircuitsByJumps) {
  Local* a = parameter("a", count);
  Local* b = parameter("b", count);
  Global* f = declare_function("f", count);
  Expr* left = binary(BinaryOp::kGreater, local(a), local(b));
  Expr* right = negation(binary(BinaryOp::kEqual, local(b), number(3)));
  EXPECT_EQ(compile(f, block({when(binary(BinaryOp::kAnd, left, right), give(number(1))),
                              give(number(2))})),
            "JumpIfLessEqualCount r0, r1, -> 3\n"
            "JumpIfEqualIntConst r1, 3, -> 3\n"
            "ReturnConstant 1\n"
            "ReturnConstant 2\n");
}

TEST_F(CompilerTest, ChangesFieldsInPlaceAndSkipsRecordsOnTheWay) {
  RecordType* id = program.types.record("Id");
  id->add({"h", text, 0, {}});
  RecordType* info = program.types.record("Info");
  info->add({"id", id, 0, {}});
  info->add({"n", count, 0, {}});
  Local* r = parameter("r", info);
  Global* f = declare_function("f", text);
  EXPECT_EQ(compile(f, block({expr(compound(field(local(r), "n"), BinaryOp::kAdd, number(2))),
                              expr(step(field(local(r), "n"), true)),
                              give(field(field(local(r), "id"), "h"))})),
            "AddFieldIntConst m0, $1, 2\n"
            "AddFieldIntConst m0, $1, 1\n"
            "LoadManagedFieldField m1, m0, $0$0\n"
            "ReturnManaged take m1\n");
}

TEST_F(CompilerTest, AppendsToVectorsAndStrings) {
  const Type* vector = program.types.vector(count);
  Local* v = parameter("v", vector);
  Local* s = parameter("s", text);
  Global* f = declare_function("f", nothing);
  Expr* end = index(local(v), {size(local(v))}, count);
  Expr* longer = binary(BinaryOp::kAdd, local(s), index(local(s), {number(0)}, text));
  EXPECT_EQ(compile(f, block({expr(assign(end, number(5))),
                              expr(compound(local(s), BinaryOp::kAdd, local(s))),
                              expr(assign(local(s), longer))})),
            "LoadNumber r0, 5\n"
            "Append m0, r0\n"
            "AppendString m1, m1\n"
            "LoadNumber r0, 0\n"
            "IndexString m2, m1, r0\n"
            "Concat m1, [m1, m2]\n"
            "Return\n");
}

TEST_F(CompilerTest, KeepsALocalThatANestedAssignmentChanges) {
  Local* x = parameter("x", count);
  Global* f = declare_function("f", count);
  EXPECT_EQ(compile(f, give(binary(BinaryOp::kAdd, local(x), step(local(x), true)))),
            "MovePlain r1, r0\n"
            "AddIntConst r0, r0, 1\n"
            "MovePlain r2, r0\n"
            "AddInt r1, r1, r2\n"
            "ReturnPlain r1\n");
}

TEST_F(CompilerTest, EndsAHookBodyWithItsVerdict) {
  Local* n = parameter("n", count);
  Global* h = declare_function("h", boolean, Flavor::kHook);
  EXPECT_EQ(
      compile(h, when(binary(BinaryOp::kEqual, local(n), number(1)), plain(StmtKind::kBreak))),
      "JumpUnlessEqualIntConst r0, 1, -> 2\n"
      "ReturnConstant F\n"
      "ReturnConstant T\n");
}

TEST_F(CompilerTest, FlagsAPlainLocalThatMayBeUnset) {
  Local* x = variable("x", count);
  x->maybe_unset = true;
  Global* f = declare_function("f", count);
  EXPECT_EQ(compile(f, block({declare(x, nullptr), give(local(x))})), "LoadNumber r1, 0\n"
                                                                      "LoadNumber r1, 0\n"
                                                                      "CheckFlag r1, \"x\"\n"
                                                                      "ReturnPlain r0\n");
}

// Yields what becomes of `const <name>: table[count] of count = { [1] = <value> }`.
class InitialiserTest : public CompilerTest {
 protected:
  const TableType* numbers = program.types.table(list<const Type*>({count}), count);

  Program::Initialiser initialise(const Type* type, Expr* value, Attributes* attributes = nullptr) {
    Global* g = program.arena.make<Global>();
    g->name = "x";
    g->type = type;
    g->kind = GlobalKind::kConst;
    g->id = uint32_t(program.globals.size());
    g->attributes = attributes;
    compiler.declare(*g);
    Action action{};
    action.kind = ActionKind::kInitialise;
    action.global = g;
    action.value = value;
    compiler.act(action);
    return program.initialisers.back();
  }
  Expr* table_with(Expr* value) {
    Expr* key[] = {number(1)};
    ContainerItem item{program.arena.copy(std::span<Expr* const>(key)), value};
    return make(ContainerExpr{{ExprKind::kContainer, numbers, {}}, list({item}), nullptr});
  }
};

TEST_F(InitialiserTest, ConstantsNeedNoCode) {
  Program::Initialiser made = initialise(count, number(5));
  EXPECT_EQ(made.function, kNoFunction);
  EXPECT_EQ(made.value.u, 5u);
}

TEST_F(InitialiserTest, TablesOfConstantsMayWait) {
  EXPECT_TRUE(initialise(numbers, table_with(number(2))).may_wait);
}

TEST_F(InitialiserTest, WhatCallsScriptsMayNotWait) {
  Global* f = declare_function("f", count);
  EXPECT_FALSE(initialise(numbers, table_with(call(f, {}))).may_wait);
}

TEST_F(InitialiserTest, TablesThatExpireMayNotWait) {
  auto* attributes = program.arena.make<Attributes>();
  attributes->expiry = uint8_t(avocet::Expiry::kWrite);
  EXPECT_FALSE(initialise(numbers, table_with(number(2)), attributes).may_wait);
}

}  // namespace
}  // namespace avocet
