#include "vm/computed_defaults.h"

namespace avocet {

void compute_defaults(Machine& machine, Record* record) {
  if (!record->shape->computes) return;
  Owned alive(retained(Value::of(record)));
  for (uint32_t i = 0; i < record->count; ++i) {
    if (record->stored(i)) continue;
    const FieldShape& field = record->shape->fields[i];
    if (field.init == FieldInit::kRecord) {
      const RecordType* inner = as_record(record->type()->fields[i].type);
      if (inner->shape->computes)
        compute_defaults(machine, make_lazy_field(machine.heap(), record, i).record());
    } else if (field.init == FieldInit::kFunction) {
      Returned value;
      if (machine.run(field.function, {}, &value)) record->set(i, value.take());
    }
  }
}

}  // namespace avocet
