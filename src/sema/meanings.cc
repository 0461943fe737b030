// What is meant where `any` is declared: the columns of a log are the type of a record, what
// compares elements takes two of them. Such mistakes show when a script runs; `avocet check` looks
// for them beforehand.
#include <optional>

#include "sema/analysis.h"
#include "sema/as_written.h"

namespace avocet::sema {

namespace {

enum class Meaning : uint8_t { kRecordType, kContainer, kEvent };

struct Meant {
  std::string_view record, field;
  Meaning meaning;
};
constexpr Meant kMeant[] = {
    {"Log::Stream", "columns", Meaning::kRecordType},
    {"Log::Stream", "ev", Meaning::kEvent},
    {"Input::TableDescription", "destination", Meaning::kContainer},
    {"Input::TableDescription", "idx", Meaning::kRecordType},
    {"Input::TableDescription", "val", Meaning::kRecordType},
    {"Input::TableDescription", "ev", Meaning::kEvent},
    {"Input::EventDescription", "fields", Meaning::kRecordType},
    {"Input::EventDescription", "ev", Meaning::kEvent},
};

// The record that a type as a value stands for; null if it is none.
const RecordType* record_meant(const Expr* e) {
  e = as_written(e);
  if (e->kind != ExprKind::kConstant || e->type->kind != TypeKind::kType) return nullptr;
  const Object* object = static_cast<const tree::ConstantExpr*>(e)->value.object;
  return as_record(static_cast<const TypeObject*>(object)->type);
}

// What was written for a field; null if nothing was.
const Expr* given(const tree::RecordExpr* record, std::string_view field) {
  int at = as_record(record->type)->find(field);
  for (const tree::FieldValue& value : record->fields)
    if (int(value.field) == at) return value.value;
  return nullptr;
}

bool holds(Meaning meaning, const Expr* e) {
  const Type* type = as_written(e)->type;
  // What is of type any itself, or computed, is known when it runs.
  if (type->kind == TypeKind::kAny) return true;
  switch (meaning) {
  case Meaning::kRecordType:
    return type->kind == TypeKind::kType &&
           (as_written(e)->kind != ExprKind::kConstant || record_meant(e));
  case Meaning::kContainer: return as_table(type) != nullptr;
  case Meaning::kEvent: return as_function(type) && as_function(type)->flavor == Flavor::kEvent;
  }
  UNREACHABLE();
}

std::string_view phrase(Meaning meaning) {
  switch (meaning) {
  case Meaning::kRecordType: return "the type of a record";
  case Meaning::kContainer: return "a table or set";
  case Meaning::kEvent: return "an event";
  }
  UNREACHABLE();
}

std::string_view way_out(Meaning meaning, const Expr* e) {
  const Type* type = as_written(e)->type;
  if (type->kind == TypeKind::kString) return "write its name without quotes";
  if (meaning == Meaning::kRecordType && as_record(type)) return "name the type, not a value of it";
  return "";
}

}  // namespace

bool Analysis::is_meant(const tree::RecordExpr* record) {
  const auto* type = as_record(record->type);
  for (const Meant& meant : kMeant) {
    if (meant.record != type->name) continue;
    const Expr* value = given(record, meant.field);
    if (!value || holds(meant.meaning, value)) continue;
    const Expr* written = as_written(value);
    report
        .error(written->span, "type-mismatch",
               "field " + quoted(meant.field) + " of " + type_text(type) + " must be " +
                   std::string(phrase(meant.meaning)) + ", but this is " + a_type(written->type))
        .hint(std::string(way_out(meant.meaning, value)));
    return false;
  }
  if (type->name == "Log::Stream") return fits_columns(record);
  if (type->name == "Input::EventDescription") return fits_input_event(record, "fields", nullptr);
  return type->name != "Input::TableDescription" || fits_index(record);
}

// The event of a log gets what is written.
bool Analysis::fits_columns(const tree::RecordExpr* stream) {
  const Expr* columns = given(stream, "columns");
  const Expr* event = given(stream, "ev");
  const RecordType* row = columns ? record_meant(columns) : nullptr;
  const auto* type = event ? as_function(as_written(event)->type) : nullptr;
  if (!row || !type) return true;
  if (type->parameters.size() == 1 && fits(row, type->parameters[0].type)) return true;
  report.error(as_written(event)->span, "type-mismatch",
               "the event of a log takes one " + type_text(row) + ", but this is " + a_type(type));
  return false;
}

// The fields of the index are the index of the table, one by one.
bool Analysis::fits_index(const tree::RecordExpr* description) {
  const Expr* index = given(description, "idx");
  const Expr* destination = given(description, "destination");
  const RecordType* row = index ? record_meant(index) : nullptr;
  const TableType* table = destination ? as_table(as_written(destination)->type) : nullptr;
  if (!row || !table) return true;
  for (const RecordField& f : row->fields)
    if (f.type->kind == TypeKind::kError) return true;  // as was told
  bool good = row->fields.size() == table->keys.size();
  for (size_t i = 0; good && i < table->keys.size(); ++i)
    good = same_type(row->fields[i].type, table->keys[i]);
  // One index that is a record itself.
  good = good || (table->keys.size() == 1 && same_type(row, table->keys[0]));
  if (good) return fits_value(description, table) && fits_input_event(description, "val", row);
  report.error(as_written(index)->span, "type-mismatch",
               "the fields of " + type_text(row) + " are not the index of " + type_text(table));
  return false;
}

namespace {

// Whether what a reader makes of a line is a record, or its one field: unknown if that is computed.
std::optional<bool> wants_record(const tree::RecordExpr* description) {
  const Expr* e = given(description, "want_record");
  if (!e) return true;
  e = as_written(e);
  if (e->kind != ExprKind::kConstant) return std::nullopt;
  return static_cast<const tree::ConstantExpr*>(e)->value.u != 0;
}

}  // namespace

// What stands under an index is a record of that type, or its one field.
bool Analysis::fits_value(const tree::RecordExpr* description, const TableType* table) {
  const Expr* value = given(description, "val");
  const RecordType* row = value ? record_meant(value) : nullptr;
  std::optional<bool> whole = wants_record(description);
  if (!row || !whole || table->is_set() || (!*whole && row->fields.size() != 1)) return true;
  const Type* made = *whole ? row : row->fields[0].type;
  if (same_type(made, table->value)) return true;
  report
      .error(as_written(value)->span, "type-mismatch",
             "the values of " + type_text(table) + " are not " + a_type(made))
      .hint(*whole && row->fields.size() == 1 && same_type(row->fields[0].type, table->value)
                ? "`$want_record=F` takes the field alone"
                : "");
  return false;
}

// The event of a source gets its description, what happened, the index of a table, and what was
// read: as a record, or field by field.
bool Analysis::fits_input_event(const tree::RecordExpr* description, std::string_view fields,
                                const Type* index) {
  const Expr* event = given(description, "ev");
  const Expr* read = given(description, fields);
  const auto* type = event ? as_function(as_written(event)->type) : nullptr;
  const RecordType* row = read ? record_meant(read) : nullptr;
  if (!type || !row) return true;
  bool is_table = index != nullptr;
  std::optional<bool> whole = wants_record(description);
  if (!whole) return true;
  std::vector<const Type*> wanted = {description->type, nullptr};
  if (is_table) wanted.push_back(index);
  if (*whole) {
    wanted.push_back(row);
  } else {
    for (const RecordField& f : row->fields) wanted.push_back(f.type);
  }
  bool good = type->parameters.size() == wanted.size();
  for (size_t i = 0; good && i < wanted.size(); ++i) {
    const Type* takes = type->parameters[i].type;
    good = wanted[i] ? takes->kind == TypeKind::kAny || fits(wanted[i], takes)
                     : takes->kind == TypeKind::kEnum || takes->kind == TypeKind::kAny;
  }
  if (good) return true;
  std::string list = type_text(description->type) + ", Input::Event";
  for (size_t i = 2; i < wanted.size(); ++i) list += ", " + type_text(wanted[i]);
  Message m =
      report.error(as_written(event)->span, "type-mismatch",
                   "the event of this source gets (" + list + "), but this is " + a_type(type));
  if (const Expr* e = as_written(event); e->kind == ExprKind::kFunctionValue)
    m.echo(parameters_of(static_cast<const tree::GlobalExpr*>(e)->global->name));
  return false;
}

// Options may be declared after what asks to be told of their changes was read.
void Analysis::note_option_handler(const std::vector<Expr*>& args) {
  if (args.size() < 2 || !is_constant(args[0]) || args[0]->type->kind != TypeKind::kString) return;
  option_handlers_.push_back({args[0], as_written(args[1]), tree_});
}

void Analysis::check_option_handlers() {
  for (const OptionHandler& handler : option_handlers_) {
    std::string name(value_of(handler.option).string()->view());
    bool is_qualified = name.find("::") != name.npos;
    Entry* entry = look_up(names.intern(is_qualified ? name : "::" + name));
    tree_ = handler.tree;
    report.read_from(tree_->source());
    bool is_option = entry && entry->global && entry->global->kind == tree::GlobalKind::kOption;
    if (entry && entry->type && entry->type->kind == TypeKind::kError) continue;
    std::string base = name.substr(is_qualified ? name.rfind("::") + 2 : 0);
    if (!entry && (is_broken() || is_missing(names.intern(base)) || unread_.mentions(base)))
      continue;
    if (!is_option) {
      Nearest nearest(name);
      std::string elsewhere;
      for (Entry* e : symbols.entries()) {
        if (!e->global || e->global->kind != tree::GlobalKind::kOption) continue;
        nearest.offer(e->name);
        if (!is_qualified && names.text(e->base) == name) elsewhere = e->name;
      }
      report
          .error(handler.option->span, "unknown-option",
                 entry ? quoted(name) + " is no option" : "there is no option " + quoted(name))
          .hint(entry ? "only options are changed while scripts run: declare it with `option`"
                : elsewhere.empty() ? nearest.hint()
                                    : "name it with its module: `\"" + elsewhere + "\"`");
      continue;
    }
    const Type* value = entry->type;
    const auto* type = as_function(handler.function->type);
    if (!type) {
      if (handler.function->type->kind == TypeKind::kAny || fits(handler.function->type, value))
        continue;
      failure_.reset();
      mismatch(handler.function, {value, Role::kAssign, entry->name, entry->span});
      continue;
    }
    size_t n = type->parameters.size();
    bool good = type->flavor == Flavor::kFunction && (n == 2 || n == 3) &&
                type->parameters[0].type->kind == TypeKind::kString &&
                fits(value, type->parameters[1].type) && fits(type->result, value) &&
                (n == 2 || type->parameters[2].type->kind == TypeKind::kString);
    if (good) continue;
    // What a function returns that was declared to return nothing was told.
    const auto* named = handler.function->kind == ExprKind::kFunctionValue
                            ? static_cast<const tree::GlobalExpr*>(handler.function)
                            : nullptr;
    if (named && is_judged(named->global) && !fits(type->result, value)) {
      report.count_silently();
      continue;
    }
    std::string text = type_text(value);
    report
        .error(handler.function->span, "type-mismatch",
               "what is told of changes of " + quoted(name) +
                   " must be a function of it, but "
                   "this is " +
                   a_type(type))
        .hint("write `function(id: string, new_value: " + text + "): " + text + " { ... }`");
  }
}

namespace {

// Whether sort() and order() must be told how to compare. Whatever an `any` holds is seen later.
bool lacks_order(TypeKind element) {
  return element == TypeKind::kString || element == TypeKind::kRecord ||
         element == TypeKind::kAddr || element == TypeKind::kSubnet ||
         element == TypeKind::kTable || element == TypeKind::kSet || element == TypeKind::kVector ||
         element == TypeKind::kPattern;
}

}  // namespace

// What compares the elements of a vector.
bool Analysis::compares_elements(const std::vector<Expr*>& args) {
  const VectorType* vector = args.empty() ? nullptr : as_vector(args[0]->type);
  const auto* type = args.size() < 2 ? nullptr : as_function(as_written(args[1])->type);
  if (vector && args.size() == 1 && lacks_order(vector->element->kind)) {
    std::string element = type_text(vector->element);
    report
        .error(args[0]->span, "no-order",
               a_value(vector->element) + " has no order of its own: say what compares two of them")
        .hint(vector->element->kind == TypeKind::kString
                  ? "write strcmp as the second argument"
                  : "write a `function(a: " + element + ", b: " + element +
                        "): int { ... }` as the second argument");
    return false;
  }
  if (!vector || !type || is_untyped(vector)) return true;
  bool good = type->flavor == Flavor::kFunction && type->parameters.size() == 2 &&
              (type->result->kind == TypeKind::kInt);
  for (const Parameter& p : type->parameters)
    good = good && (p.type->kind == TypeKind::kAny || same_type(p.type, vector->element));
  if (good) return true;
  std::string element = type_text(vector->element);
  report
      .error(as_written(args[1])->span, "type-mismatch",
             "what compares elements takes two of them and returns an int, but this is " +
                 a_type(type))
      .hint("write `function(a: " + element + ", b: " + element + "): int { ... }`");
  return false;
}

// Streams may be created after what writes to them was read: writes are looked at in the end.
void Analysis::note_log_call(std::string_view function, const std::vector<Expr*>& args) {
  if (args.size() < 2 || !is_constant(args[0]) || args[0]->type->kind != TypeKind::kEnum) return;
  int64_t log = value_of(args[0]).i;
  if (function == "Log::write") {
    log_writes_.push_back({log, args[1], tree_});
    return;
  }
  const Expr* stream = as_written(args[1]);
  if (stream->kind != ExprKind::kRecord) return;
  const Expr* columns = given(static_cast<const tree::RecordExpr*>(stream), "columns");
  const RecordType* row = columns ? record_meant(columns) : nullptr;
  if (!row) return;
  log_columns_[log] = row;
  bool is_logged = false;
  for (const RecordField& field : row->fields) is_logged = is_logged || field.logged();
  if (!is_logged)
    report
        .warning(columns->span, "no-columns",
                 "no field of " + type_text(row) + " is marked &log: this log has no columns")
        .hint("write `field: type &log;`");
}

void Analysis::check_log_writes() {
  for (const LogWrite& write : log_writes_) {
    auto it = log_columns_.find(write.log);
    const RecordType* given = as_record(write.row->type);
    bool known = it != log_columns_.end() && write.row->type->kind != TypeKind::kAny;
    if (!known || (given && same_type(given, it->second))) continue;
    tree_ = write.tree;
    report.read_from(tree_->source());
    coerce(write.row, {it->second, Role::kArgument, "Log::write", {}, nullptr, 2});
  }
}

}  // namespace avocet::sema
