#include "packet/link_type.h"

namespace avocet {

LinkType link_type_of(int dlt) {
  switch (dlt) {
  case 0: return LinkType::kNull;
  case 1: return LinkType::kEthernet;
  case 9: return LinkType::kPpp;
  case 10: return LinkType::kFddi;
  case 12:
  case 14: return LinkType::kRawDlt;  // 14: OpenBSD
  case 50: return LinkType::kPppSerial;
  case 51: return LinkType::kPppEther;
  case 101: return LinkType::kRaw;
  case 105: return LinkType::kIeee80211;
  case 108: return LinkType::kLoop;
  case 113: return LinkType::kLinuxSll;
  case 127: return LinkType::kRadiotap;
  case 228: return LinkType::kIpv4;
  case 229: return LinkType::kIpv6;
  case 239: return LinkType::kNflog;
  case 276: return LinkType::kLinuxSll2;
  default: return LinkType::kUnsupported;
  }
}

}  // namespace avocet
