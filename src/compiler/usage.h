// What a body does to its locals, found out before code is made for it.
#pragma once

#include <vector>

#include "sema/tree.h"

namespace avocet {

struct LocalUsage {
  bool used = false;          // read or written at all
  bool written = false;       // assigned after its declaration
  bool nested_write = false;  // assigned within an expression: `f(x, ++x)`
  bool declared = false;      // so far, by a statement or a loop
  bool given = false;         // what it is before a loop may be seen behind that loop
  bool looped = false;        // so far: its loop is not over
  bool rebound = false;       // a loop that does not declare it takes it for its variable
  bool changes() const { return written || rebound; }
};

class Usage {
 public:
  // Walks what a body, initialiser or expression consists of.
  void add(const tree::Stmt* stmt);
  void add(const tree::Expr* expr);

  const LocalUsage& of(const tree::Local* local) const {
    static constexpr LocalUsage kNothing;
    return local->index < locals_.size() ? locals_[local->index] : kNothing;
  }

 private:
  LocalUsage& at(const tree::Local* local);
  void read(const tree::Local* local) { at(local).used = true; }
  void write(const tree::Expr* target, bool nested);
  void bind(const tree::Local* local);
  void loop(const tree::ForStmt& loop);
  void expression(const tree::Expr* expr, bool nested);
  void attributes(const tree::Attributes* attributes);
  void captures(std::span<const tree::Capture> captures);

  std::vector<LocalUsage> locals_;
};

// Whether evaluating `expr` reads or writes `local`, lambdas it makes included.
bool mentions(const tree::Expr* expr, const tree::Local* local);

// Whether the &default `expr` of a table is a function that computes the value, rather than the
// value itself: if functions are what the table holds, they are values.
bool makes_default(const tree::Expr* expr, const TableType* type);

// Whether both name the same place, and evaluating one has no effect: locals, globals and fields of
// such.
bool same_place(const tree::Expr* a, const tree::Expr* b);

}  // namespace avocet
