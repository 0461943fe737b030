#include "engine/former_scripts.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(FormerScripts, AreToldByEachWayToLoadThem) {
  const std::string moved = "it is `protocols/http/detect-sql-injection` now";
  EXPECT_EQ(advice_on_former_script("protocols/http/detect-sqli"), moved);
  EXPECT_EQ(advice_on_former_script("policy/protocols/http/detect-sqli.zeek"), moved);
  EXPECT_EQ(advice_on_former_script("protocols/http/detect-sqli.bro"), moved);
  EXPECT_EQ(advice_on_former_script("tuning/defaults/warnings"),
            "leave the line out: what it set has become the default");
}

TEST(FormerScripts, AreNotMistakenForOthers) {
  EXPECT_EQ(advice_on_former_script("misc/scanner"), "");
  EXPECT_EQ(advice_on_former_script("my/misc/scan"), "");
  EXPECT_EQ(advice_on_former_script("zeek-agent"), "");
}

}  // namespace
}  // namespace avocet
