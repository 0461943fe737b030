// Records written out: `[$a=1]`, `R($a=1)`.
#include "sema/analysis.h"

namespace avocet::sema {

namespace {

// The last value counts.
void note_given_twice(Reporter& report, Span span, std::string_view field) {
  report
      .warning(span, "duplicate-field",
               "field " + quoted(field) + " is given twice: the last value counts")
      .hint("remove one of them");
}

}  // namespace

Expr* Analysis::infer_record(const std::vector<NodeRef>& nodes, const RecordType* type, Span span) {
  std::vector<tree::FieldValue> fields;
  std::vector<Misfit> misfits;
  std::vector<bool> given(type->fields.size());
  bool good = true;
  for (NodeRef node : nodes) {
    if (node.is(NodeKind::kAssign) && node.first_child().is(NodeKind::kName) &&
        type->find(node.first_child().text()) >= 0) {
      report.error(node.full_span(), "bad-field", "a field is named with `$`")
          .hint("write `$" + std::string(node.first_child().text()) + "=...`");
      return error_expr(span);
    }
    if (!node.is(NodeKind::kFieldInit)) {
      good = good && !is_error(infer_value(node));
      if (good)
        report.error(node.full_span(), "bad-field",
                     "the constructor of " + type_text(type) + " takes fields: `$name=value`");
      good = false;
      continue;
    }
    int at = type->find(node.text());
    if (at < 0) {
      unknown_field(node, type, node.text(), span);
      infer(node.first_child());
      good = false;
      continue;
    }
    const RecordField& f = type->fields[size_t(at)];
    if (given[size_t(at)]) {
      note_given_twice(report, node.span(), f.name);
      std::erase_if(fields, [&](const tree::FieldValue& v) { return v.field == uint32_t(at); });
    }
    given[size_t(at)] = true;
    note_deprecated_field(type, uint32_t(at), node.span());
    if (is_doubtful(type, uint32_t(at))) {
      infer(node.first_child());
      report.count_silently();
      good = false;
      continue;
    }
    Target target{f.type, Role::kField, f.name, field_span_of(type, uint32_t(at)), type};
    Expr* value = infer_for(node.first_child(), target);
    bool is_misfit = !is_error(value) && !fits(value->type, f.type);
    if (is_misfit)
      misfits.push_back({uint32_t(at), value, target});
    else
      value = coerce(value, target);
    good = good && !is_error(value);
    fields.push_back({uint32_t(at), value});
  }
  if (exchanged_fields(misfits, type)) return error_expr(span);
  for (const Misfit& misfit : misfits) {
    Expr* value = coerce(misfit.value, misfit.target);
    good = good && !is_error(value);
    for (tree::FieldValue& v : fields)
      if (v.field == misfit.field) v.value = value;
  }
  if (!good) return error_expr(span);
  for (uint32_t i = 0; i < type->fields.size(); ++i) {
    if (given[i] || !(must_be_given(type, i) || lacks_record(type, i))) continue;
    report
        .error(span, "missing-field",
               "field " + quoted(type->fields[i].name) + " of " + type_text(type) + " is missing")
        .note(field_span_of(type, i), "the field is declared here; it has no default")
        .hint("add `$" + std::string(type->fields[i].name) + "=...`");
    return error_expr(span);
  }
  auto* e = make_expr<tree::RecordExpr>(ExprKind::kRecord, type, span);
  e->fields = keep(fields);
  if (options.lint && !is_meant(e)) return error_expr(span);
  return e;
}

// [$a=b, $b=a]: each value has the type of the other's field.
bool Analysis::exchanged_fields(const std::vector<Misfit>& misfits, const RecordType* type) {
  if (misfits.size() != 2) return false;
  const Misfit& one = misfits[0];
  const Misfit& other = misfits[1];
  if (!fits(one.value->type, other.target.type) || !fits(other.value->type, one.target.type))
    return false;
  report
      .error(one.value->span, "type-mismatch",
             "fields " + quoted(one.target.name) + " and " + quoted(other.target.name) + " of " +
                 type_text(type) + " have each other's value")
      .note(other.value->span, "the other is here");
  return true;
}

// A record makes itself where it is not given, but without what it must be given itself: a log
// would show nothing there.
bool Analysis::lacks_record(const RecordType* type, uint32_t field) const {
  const RecordField& f = type->fields[field];
  const RecordType* inner = as_record(f.type);
  if (!options.lint || !inner || !f.logged() || f.optional() || f.has_default()) return false;
  for (uint32_t i = 0; i < inner->fields.size(); ++i)
    if (must_be_given(inner, i)) return true;
  return false;
}

// What needs no conversion to its type stays a record without a name.
void Analysis::note_bare_record(Expr* expr, const RecordType* type) {
  if (expr->kind != ExprKind::kRecord) return;
  auto* record = static_cast<tree::RecordExpr*>(expr);
  bool bare = !type->name.empty() && record->fields.size() == type->fields.size();
  for (size_t i = 0; bare && i < record->fields.size(); ++i)
    bare = record->fields[i].field == i && record->fields[i].value->kind != ExprKind::kConvert &&
           !type->fields[i].optional() && !type->fields[i].has_default();
  record->is_bare = bare;
}

Expr* Analysis::anonymous_record(const std::vector<NodeRef>& nodes, Span span) {
  RecordType* type = types.record({});
  std::vector<tree::FieldValue> fields;
  bool good = true;
  for (NodeRef node : nodes) {
    if (!node.is(NodeKind::kFieldInit)) {
      report.error(node.full_span(), "bad-field", "a record is written [$field=value]");
      good = false;
      continue;
    }
    Expr* value = infer_value(node.first_child());
    good = good && !is_error(value);
    if (int at = type->find(node.text()); at >= 0) {
      note_given_twice(report, node.span(), node.text());
      fields[size_t(at)].value = value;
      type->fields[size_t(at)].type = value->type;
      fields_of(type)[size_t(at)].defaults = defaults_of(value);
      continue;
    }
    fields.push_back({uint32_t(type->fields.size()), value});
    RecordField f;
    f.name = names.text(names.of(node));
    f.type = value->type;
    type->add(f);
    fields_of(type).push_back({node.span(), nullptr, defaults_of(value)});
  }
  if (!good) return error_expr(span);
  auto* e = make_expr<tree::RecordExpr>(ExprKind::kRecord, type, span);
  e->fields = keep(fields);
  return e;
}

}  // namespace avocet::sema
