// The test that the program carries within itself: the example of every builtin function.
#pragma once

#include <string>

namespace avocet {

class Console;

// Runs them and says what differs from what they promise. `shipped_scripts` as in LoadOptions.
// 0 if nothing does.
int run_self_test(const std::string& shipped_scripts, Console& console);

}  // namespace avocet
