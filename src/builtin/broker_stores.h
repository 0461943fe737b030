// BrokerStores: the stores of one process by name. A service of the machine; the engine owns it.
#pragma once

#include <map>
#include <memory>
#include <string>

namespace avocet {

struct BrokerStore;  // broker_stores.cc

struct BrokerStores {
  std::map<std::string, std::shared_ptr<BrokerStore>> by_name;
};

}  // namespace avocet
