#include "protocol/dns/message.h"

#include <gtest/gtest.h>
