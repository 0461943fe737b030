#include "file/x509.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(X509, NamesEveryReasonOfARevocation) {
  EXPECT_EQ(x509_revocation_text(-1), "");
  EXPECT_EQ(x509_revocation_text(0), "unspecified");
  EXPECT_EQ(x509_revocation_text(1), "keyCompromise");
  EXPECT_EQ(x509_revocation_text(9), "privilegeWithdrawn");
  EXPECT_EQ(x509_revocation_text(10), "aACompromise");
}

}  // namespace
}  // namespace avocet
