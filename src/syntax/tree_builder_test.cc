#include "syntax/tree_builder.h"

#include <gtest/gtest.h>

#include "syntax/script_for_test.h"

namespace avocet {
namespace {

// The dump without its line ends and indentation: children in parentheses.
std::string compact(NodeRef node) {
  std::string line = dump_ast(node);
  line = line.substr(0, line.find('\n'));
  if (!node.has_children()) return line;
  line += "(";
  for (NodeRef child : node.children()) line += (line.back() == '(' ? "" : ", ") + compact(child);
  return line + ")";
}

std::string item(std::string text) {
  ScriptForTest script(std::move(text));
  std::vector<NodeRef> items = script.read();
  if (!script.errors().empty()) return script.errors();
  std::string all;
  for (NodeRef node : items) all += (all.empty() ? "" : " ; ") + compact(node);
  return all;
}

// The tree of one expression.
std::string expression(const std::string& text) {
  ScriptForTest script("x = " + text + ";");
  std::vector<NodeRef> items = script.read();
  if (!script.errors().empty()) return script.errors();
  return compact(items.at(0).child(0).child(1));
}

std::string statement(const std::string& text) {
  ScriptForTest script("function f() { " + text + " }");
  std::vector<NodeRef> items = script.read();
  if (!script.errors().empty()) return script.errors();
  NodeRef block = items.at(0).last_child();
  std::string all;
  for (NodeRef node : block.children()) all += (all.empty() ? "" : " ; ") + compact(node);
  return all;
}

std::string type(const std::string& text) {
  ScriptForTest script("type t: " + text + ";");
  std::vector<NodeRef> items = script.read();
  if (!script.errors().empty()) return script.errors();
  return compact(items.at(0).child(0));
}

// ---- Expressions --------------------------------------------------------------------------------

TEST(Expression, ProductsBindTighterThanSums) {
  EXPECT_EQ(expression("a + b * c"), "Binary +(Name a, Binary *(Name b, Name c))");
  EXPECT_EQ(expression("a * b + c"), "Binary +(Binary *(Name a, Name b), Name c)");
  EXPECT_EQ(expression("a - b - c"), "Binary -(Binary -(Name a, Name b), Name c)");
}

TEST(Expression, EveryLevelBindsTighterThanTheOneBefore) {
  EXPECT_EQ(expression("a || b && c"), "Binary ||(Name a, Binary &&(Name b, Name c))");
  EXPECT_EQ(expression("a && b == c"), "Binary &&(Name a, Binary ==(Name b, Name c))");
  EXPECT_EQ(expression("a == b in c"), "Binary ==(Name a, Binary in(Name b, Name c))");
  EXPECT_EQ(expression("a in b | c"), "Binary in(Name a, Binary |(Name b, Name c))");
  EXPECT_EQ(expression("a | b ^ c"), "Binary |(Name a, Binary ^(Name b, Name c))");
  EXPECT_EQ(expression("a ^ b & c"), "Binary ^(Name a, Binary &(Name b, Name c))");
  EXPECT_EQ(expression("a & b << c"), "Binary &(Name a, Binary <<(Name b, Name c))");
  EXPECT_EQ(expression("a << b + c"), "Binary <<(Name a, Binary +(Name b, Name c))");
}

TEST(Expression, AssignmentAndConditionalGroupToTheRight) {
  EXPECT_EQ(expression("a = b"), "Assign =(Name a, Name b)");
  EXPECT_EQ(expression("a += b -= c"), "Assign +=(Name a, Assign -=(Name b, Name c))");
  EXPECT_EQ(expression("a ? b : c ? d : e"),
            "Conditional(Name a, Name b, Conditional(Name c, Name d, Name e))");
  EXPECT_EQ(expression("a ? b ? c : d : e"),
            "Conditional(Name a, Conditional(Name b, Name c, Name d), Name e)");
  EXPECT_EQ(expression("a || b ? c : d"), "Conditional(Binary ||(Name a, Name b), Name c, Name d)");
}

TEST(Expression, PrefixesBindTighterThanOperatorsAndLooserThanPostfixes) {
  EXPECT_EQ(expression("-a$b + c"), "Binary +(Unary -(FieldAccess b(Name a)), Name c)");
  EXPECT_EQ(expression("! a in b"), "Binary in(Unary !(Name a), Name b)");
  EXPECT_EQ(expression("++a * b"), "Binary *(Unary ++(Name a), Name b)");
  EXPECT_EQ(expression("- ! ~ a"), "Unary -(Unary !(Unary ~(Name a)))");
}

TEST(Expression, NotInIsOneOperator) {
  EXPECT_EQ(expression("a !in b"), "Binary !in(Name a, Name b)");
  EXPECT_EQ(expression("a ! in b"), "Binary !in(Name a, Name b)");
}

TEST(Expression, ParenthesesLeaveNoNode) {
  EXPECT_EQ(expression("(a + b) * (c)"), "Binary *(Binary +(Name a, Name b), Name c)");
}

TEST(Expression, PostfixesNestFromTheLeft) {
  EXPECT_EQ(expression("a[1, 2]$b?$c"),
            "HasField c(FieldAccess b(Index(Name a, Count 1, Count 2)))");
  EXPECT_EQ(expression("f(1)(2)"), "Call(Call(Name f, Count 1), Count 2)");
  EXPECT_EQ(expression("a as count is int"),
            "TypeTest(Cast(Name a, BasicType count), BasicType int)");
  EXPECT_EQ(expression("a ?as T1"), "CanCast(Name a, NamedType T1)");
}

TEST(Expression, Slices) {
  EXPECT_EQ(expression("a[1:2]"), "Slice(Name a, Count 1, Count 2)");
  EXPECT_EQ(expression("a[:2]"), "Slice(Name a, None, Count 2)");
  EXPECT_EQ(expression("a[1:]"), "Slice(Name a, Count 1, None)");
  EXPECT_EQ(expression("a[:]"), "Slice(Name a, None, None)");
  EXPECT_EQ(expression("a[b ? c : d]"), "Index(Name a, Conditional(Name b, Name c, Name d))");
}

TEST(Expression, Sizes) {
  EXPECT_EQ(expression("|a| - |b|"), "Binary -(Unary | |(Name a), Unary | |(Name b))");
  EXPECT_EQ(expression("|a - |b||"), "Unary | |(Binary -(Name a, Unary | |(Name b)))");
}

TEST(Expression, Constructors) {
  EXPECT_EQ(expression("[1, 2,]"), "ListConstructor(Count 1, Count 2)");
  EXPECT_EQ(expression("[]"), "ListConstructor");
  EXPECT_EQ(expression("[$a=1, $b=[2]]"),
            "RecordConstructor(FieldInit a(Count 1), FieldInit b(ListConstructor(Count 2)))");
  EXPECT_EQ(expression("R($a=1)"), "Call(Name R, FieldInit a(Count 1))");
  EXPECT_EQ(expression("vector(1,)"), "VectorCall(Count 1, Attributes)");
  EXPECT_EQ(expression("set() &ordered"), "SetCall(Attributes(Attribute &ordered(None)))");
  EXPECT_EQ(expression("table([1]=2)"),
            "TableCall(Assign =(ListConstructor(Count 1), Count 2), Attributes)");
  EXPECT_EQ(expression("record($a=1)"), "RecordCall(FieldInit a(Count 1), Attributes)");
  EXPECT_EQ(expression("{ [1] = { 2 } }"),
            "Braces(Assign =(ListConstructor(Count 1), Braces(Count 2)))");
}

TEST(Expression, TypesAsValues) {
  EXPECT_EQ(expression("f(string)"), "Call(Name f, TypeExpr(BasicType string))");
  EXPECT_EQ(expression("vector of count"), "TypeExpr(VectorType(BasicType count))");
  EXPECT_EQ(expression("set[addr]"), "TypeExpr(SetType(BasicType addr))");
  EXPECT_EQ(expression("table[addr] of R"), "TypeExpr(TableType(BasicType addr, NamedType R))");
}

TEST(Expression, Lambdas) {
  EXPECT_EQ(
      expression("function(a: count): bool { return T; }"),
      "Lambda(None, FunctionType function(Parameters(Parameter a(BasicType count, Attributes)), "
      "BasicType bool), Attributes, Block(Return(Bool T)))");
  EXPECT_EQ(expression("function[x, copy y]() { }"),
            "Lambda(Captures(Capture x, Capture copy y), FunctionType function(Parameters, None), "
            "Attributes, Block)");
  EXPECT_EQ(expression("[$f(a: count) = { }]"),
            "RecordConstructor(FieldInit f(Lambda(None, FunctionType function(Parameters(Parameter "
            "a(BasicType count, "
            "Attributes)), None), Attributes, Block)))");
}

TEST(Expression, Literals) {
  EXPECT_EQ(expression("T"), "Bool T");
  EXPECT_EQ(expression("0x10"), "Count 16");
  EXPECT_EQ(expression("2.5"), "Double 2.5");
  EXPECT_EQ(expression("2 min"), "Interval 120 sec");
  EXPECT_EQ(expression("80/tcp"), "Port 80/tcp");
  EXPECT_EQ(expression("10.0.0.1"), "Address 10.0.0.1");
  EXPECT_EQ(expression("[2001:db8::1]"), "Address 2001:db8::1");
  EXPECT_EQ(expression("10.1.2.3/8"), "Subnet 10.0.0.0/8");
  EXPECT_EQ(expression("[::ffff:10.0.0.0]/104"), "Subnet 10.0.0.0/8");
  EXPECT_EQ(expression("10.1.2.3 / 8"), "Subnet 10.0.0.0/8");
  EXPECT_EQ(expression("[::ffff:10.0.0.0] \t/104"), "Subnet 10.0.0.0/8");
  EXPECT_EQ(expression("\"a\\n\""), "String \"a\\n\"");
  EXPECT_EQ(expression("/a|b/i"), "Pattern /a|b/i");
  EXPECT_EQ(expression("www.example.com"), "Hostname www.example.com");
  EXPECT_EQ(expression("@DIR"), "Dir");
}

TEST(Expression, Others) {
  EXPECT_EQ(expression("hook h(1) && b"), "Binary &&(HookCall(Name h, Count 1), Name b)");
  EXPECT_EQ(expression("copy(a)"), "Copy(Name a)");
  EXPECT_EQ(expression("schedule 1 sec { M::e(1, 2) }"),
            "Schedule M::e(Interval 1 sec, Count 1, Count 2)");
  EXPECT_EQ(expression("add s[1]"), "Add(Index(Name s, Count 1))");
  EXPECT_EQ(expression("delete t[1]$x"), "Delete(FieldAccess x(Index(Name t, Count 1)))");
}

TEST(Expression, ExtentsIncludeParentheses) {
  ScriptForTest script("x = ( a + b ) * c;");
  NodeRef product = script.read().at(0).child(0).child(1);
  EXPECT_EQ(product.source_text(), "( a + b ) * c");
  EXPECT_EQ(product.child(0).source_text(), "( a + b )");
  EXPECT_EQ(script.sources().text(product.span()), "*");
}

TEST(Expression, TextsAreInternedOnce) {
  ScriptForTest script("x = a + a$a;");
  NodeRef sum = script.read().at(0).child(0).child(1);
  EXPECT_EQ(sum.child(0).data(), sum.child(1).data());
}

// ---- Types --------------------------------------------------------------------------------------

TEST(Type, Containers) {
  EXPECT_EQ(type("table[count, Foo::Bar] of set[addr]"),
            "TableType(BasicType count, NamedType Foo::Bar, SetType(BasicType addr))");
  EXPECT_EQ(type("vector of vector of any"), "VectorType(VectorType(BasicType any))");
  EXPECT_EQ(type("opaque of md5"), "OpaqueType md5");
  EXPECT_EQ(type("file"), "FileType(None)");
  EXPECT_EQ(type("file of string"), "FileType(BasicType string)");
}

TEST(Type, Records) {
  EXPECT_EQ(type("record { a: count &log; b: string &optional &default=\"x\"; }"),
            "RecordType(Field a(BasicType count, Attributes(Attribute &log(None))), "
            "Field b(BasicType string, Attributes(Attribute &optional(None), Attribute "
            "&default(String \"x\"))))");
  EXPECT_EQ(type("record { }"), "RecordType");
}

TEST(Type, Enums) {
  EXPECT_EQ(type("enum { A, B = 2, C = -1 &redef, }"),
            "EnumType(EnumValue A(None, Attributes), EnumValue B(Count 2, Attributes), "
            "EnumValue C(Unary -(Count 1), Attributes(Attribute &redef(None))))");
}

TEST(Type, Functions) {
  EXPECT_EQ(
      type("function(a: count, b: int &default=1): bool"),
      "FunctionType function(Parameters(Parameter a(BasicType count, Attributes), "
      "Parameter b(BasicType int, Attributes(Attribute &default(Count 1)))), BasicType bool)");
  EXPECT_EQ(type("hook()"), "FunctionType hook(Parameters, None)");
}

// ---- Statements ---------------------------------------------------------------------------------

TEST(Statement, Simple) {
  EXPECT_EQ(
      statement("print a, b; ; break; next; fallthrough; return; return a;"),
      "Print(Name a, Name b) ; Empty ; Break ; Next ; Fallthrough ; Return(None) ; Return(Name a)");
  EXPECT_EQ(statement("event M::e(1);"), "EventStmt M::e(Count 1)");
  EXPECT_EQ(statement("assert a; assert a, b;"), "Assert(Name a, None) ; Assert(Name a, Name b)");
}

TEST(Statement, Locals) {
  EXPECT_EQ(statement("local a: count = 1 &is_used; const b = 2;"),
            "Variable local a(BasicType count, Count 1, Attributes(Attribute &is_used(None))) ; "
            "Variable const b(None, Count 2, Attributes)");
}

TEST(Statement, ElseBelongsToTheNearestIf) {
  EXPECT_EQ(statement("if ( a ) if ( b ) ; else next;"),
            "If(Name a, If(Name b, Empty, Next), None)");
}

TEST(Statement, Loops) {
  EXPECT_EQ(statement("while ( a ) ;"), "While(Name a, Empty)");
  EXPECT_EQ(statement("for ( a in b ) ;"),
            "For(LoopVariables(LoopVariable a), None, Name b, Empty)");
  EXPECT_EQ(statement("for ( a, v in b ) ;"),
            "For(LoopVariables(LoopVariable a), LoopVariable v, Name b, Empty)");
  EXPECT_EQ(
      statement("for ( [a, _], v in b ) ;"),
      "For [ ](LoopVariables(LoopVariable a, LoopVariable _), LoopVariable v, Name b, Empty)");
}

TEST(Statement, Switches) {
  EXPECT_EQ(statement("switch ( a ) { case 1, 2: next; default: }"),
            "Switch(Name a, Case values(Count 1, Count 2, Block(Next)), Case default(Block))");
  EXPECT_EQ(statement("switch a { case type count as c, type string: break; }"),
            "Switch(Name a, Case types(CaseType c(BasicType count), CaseType(BasicType string), "
            "Block(Break)))");
}

TEST(Statement, Whens) {
  EXPECT_EQ(statement("when ( a ) ;"), "When(None, Name a, Empty, None, None)");
  EXPECT_EQ(statement("return when [x, copy y] ( (local r = f()) == 1 ) { } timeout 1 sec { }"),
            "When return(Captures(Capture x, Capture copy y), Binary ==(WhenLocal r(Call(Name f)), "
            "Count 1), Block, "
            "Interval 1 sec, Block)");
}

// ---- Declarations -------------------------------------------------------------------------------

TEST(Declaration, Variables) {
  EXPECT_EQ(item("global a: count;"), "Variable global a(BasicType count, None, Attributes)");
  EXPECT_EQ(item("const a = 1 &redef;"),
            "Variable const a(None, Count 1, Attributes(Attribute &redef(None)))");
  EXPECT_EQ(item("option a = F;"), "Variable option a(None, Bool F, Attributes)");
  EXPECT_EQ(item("redef a += { 1 };"), "Variable redef a +=(None, Braces(Count 1), Attributes)");
  EXPECT_EQ(item("redef a -= b;"), "Variable redef a -=(None, Name b, Attributes)");
  EXPECT_EQ(item("redef a &redef;"),
            "Variable redef a(None, None, Attributes(Attribute &redef(None)))");
}

TEST(Declaration, AttributesBehindAConstructorBelongToTheVariable) {
  EXPECT_EQ(item("global a = table([1]=set() &ordered) &redef &default=2;"),
            "Variable global a(None, TableCall(Assign =(ListConstructor(Count 1), "
            "SetCall(Attributes(Attribute &ordered(None)))), Attributes), "
            "Attributes(Attribute &redef(None), Attribute &default(Count 2)))");
}

TEST(Declaration, AttributesBehindAVectorAreNotItsOwn) {
  EXPECT_EQ(
      item("global a: table[count] of vector of count &default=vector(1) &redef;"),
      "Variable global a(TableType(BasicType count, VectorType(BasicType count)), None, "
      "Attributes(Attribute &default(VectorCall(Count 1, Attributes)), Attribute &redef(None)))");
}

TEST(Declaration, Functions) {
  EXPECT_EQ(item("function f(a: count): bool &is_used { }"),
            "Function function f(FunctionType function(Parameters(Parameter a(BasicType count, "
            "Attributes)), "
            "BasicType bool), Attributes(Attribute &is_used(None)), Block)");
  EXPECT_EQ(item("event e() &priority=-5 { }"),
            "Function event e(FunctionType event(Parameters, None), "
            "Attributes(Attribute &priority(Unary -(Count 5))), Block)");
  EXPECT_EQ(item("redef event e() { }"),
            "Function redef event e(FunctionType event(Parameters, None), Attributes, Block)");
  EXPECT_EQ(item("hook ::h() { }"),
            "Function hook ::h(FunctionType hook(Parameters, None), Attributes, Block)");
}

TEST(Declaration, Redefs) {
  EXPECT_EQ(
      item("redef record R += { a: count &optional; } &log;"),
      "RedefRecord R(RecordType(Field a(BasicType count, Attributes(Attribute &optional(None)))), "
      "Attributes(Attribute &log(None)))");
  EXPECT_EQ(item("redef record M::R$f -= { &log };"),
            "RedefField -= M::R(Name f, Attributes(Attribute &log(None)))");
  EXPECT_EQ(item("redef enum E += { A, B };"),
            "RedefEnum E(EnumType(EnumValue A(None, Attributes), EnumValue B(None, Attributes)), "
            "Attributes)");
}

TEST(Declaration, StatementsAtTheTopLevel) {
  EXPECT_EQ(item("print 1; event e(); hook h(1); event e() { }"),
            "Print(Count 1) ; EventStmt e ; ExprStmt(HookCall(Name h, Count 1)) ; "
            "Function event e(FunctionType event(Parameters, None), Attributes, Block)");
}

}  // namespace
}  // namespace avocet
