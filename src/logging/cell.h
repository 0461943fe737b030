// Cell: one column's value of one row, without anything of the script world in it.
//
// A row is a span of cells. Text, and the items of sets and vectors, are borrowed from the record
// that is being written: they are good for the length of the call that hands them over. A writer
// that works on a thread of its own takes what it needs before it returns.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/ip_address.h"

namespace avocet {

enum class CellKind : uint8_t {
  kUnset,
  kBool,
  kInt,
  kCount,
  kDouble,
  kTime,
  kInterval,
  kPort,
  kText,  // string, enum label, file, function: the column's type says which
  kAddress,
  kSubnet,
  kItems,  // set or vector
};

struct Cell {
  CellKind kind = CellKind::kUnset;
  union {
    bool boolean;
    int64_t integer;
    uint64_t number;  // count, or the number of a port
    double real;      // double, seconds of a time or interval
    struct {
      const char* data;
      size_t size;
    } text;
    IpAddress address;
    Prefix subnet;
    struct {
      const Cell* data;
      size_t size;
    } items;
  };

  Cell() : number(0) {}
  static Cell of_bool(bool b) {
    Cell c(CellKind::kBool);
    c.boolean = b;
    return c;
  }
  static Cell of_int(int64_t i) {
    Cell c(CellKind::kInt);
    c.integer = i;
    return c;
  }
  static Cell of_count(uint64_t n) {
    Cell c(CellKind::kCount);
    c.number = n;
    return c;
  }
  static Cell of_double(double d) {
    Cell c(CellKind::kDouble);
    c.real = d;
    return c;
  }
  static Cell of_time(double d) {
    Cell c(CellKind::kTime);
    c.real = d;
    return c;
  }
  static Cell of_interval(double d) {
    Cell c(CellKind::kInterval);
    c.real = d;
    return c;
  }
  static Cell of_port(uint16_t n) {
    Cell c(CellKind::kPort);
    c.number = n;
    return c;
  }
  static Cell of_text(std::string_view t) {
    Cell c(CellKind::kText);
    c.text = {t.data(), t.size()};
    return c;
  }
  static Cell of_address(const IpAddress& a) {
    Cell c(CellKind::kAddress);
    c.address = a;
    return c;
  }
  static Cell of_subnet(const Prefix& p) {
    Cell c(CellKind::kSubnet);
    c.subnet = p;
    return c;
  }
  static Cell of_items(std::span<const Cell> i) {
    Cell c(CellKind::kItems);
    c.items = {i.data(), i.size()};
    return c;
  }

  std::string_view view() const { return {text.data, text.size}; }
  std::span<const Cell> list() const { return {items.data, items.size}; }

 private:
  explicit Cell(CellKind k) : kind(k), number(0) {}
};

// A cell is copied like plain memory.
static_assert(std::is_trivially_copyable_v<Cell>);
static_assert(sizeof(Cell) <= 32);

}  // namespace avocet
