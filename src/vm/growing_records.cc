#include "vm/growing_records.h"

#include <algorithm>

#include "vm/machine.h"

namespace avocet {

GrowingRecords::GrowingRecords(Machine& machine, const std::vector<LateField>& fields)
    : machine_(machine), fields_(fields) {
  for (const LateField& late : fields_)
    if (late.initialisers > 0) hidden_[late.record].push_back(late.field);
  while (next_ < fields_.size() && fields_[next_].initialisers == 0) ++next_;
}

void GrowingRecords::reach(size_t initialisers) {
  while (next_ < fields_.size() && fields_[next_].initialisers <= initialisers)
    declare(fields_[next_++]);
  const auto& all = machine_.program().initialisers;
  bool globals_are_set = initialisers >= all.size() || all[initialisers].is_statement;
  if (globals_are_set && before_statements_) std::exchange(before_statements_, {})();
}

void GrowingRecords::made(Record* record) {
  if (hidden_.contains(record->type())) records_.emplace_back(retained(Value::of(record)));
}

bool GrowingRecords::is_hidden(const RecordType* type, uint32_t field) const {
  auto found = hidden_.find(type);
  if (found == hidden_.end()) return false;
  return std::find(found->second.begin(), found->second.end(), field) != found->second.end();
}

void GrowingRecords::declare(const LateField& late) {
  auto found = hidden_.find(late.record);
  if (found == hidden_.end()) return;
  std::erase(found->second, late.field);
  if (found->second.empty()) hidden_.erase(found);
  // Those that a default makes know the field already.
  size_t known = records_.size();
  for (size_t i = 0; i < known; ++i) {
    Record* record = records_[i].get().record();
    if (record->type() != late.record || late.field >= record->count) continue;
    const FieldShape& shape = record->shape->fields[late.field];
    if (record->stored(late.field) || shape.init != FieldInit::kFunction) continue;
    Returned value;
    if (machine_.run(shape.function, {}, &value)) record->set(late.field, value.take());
  }
}

}  // namespace avocet
