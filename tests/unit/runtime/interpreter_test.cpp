#include <doctest/doctest.h>

#include <minipy/interpreter.hpp>
#include <string>
#include <thread>

using minipy::Carriers;
using minipy::Interpreter;
using minipy::Options;

namespace {

Options with(bool gil, Carriers carriers = Carriers::kOsThreads) {
  Options options;
  options.gil = gil;
  options.carriers = carriers;
  options.workers = 2;
  return options;
}

}  // namespace

TEST_CASE("an interpreter tells how a program ended") {
  Interpreter interpreter(with(true));
  CHECK(interpreter.run_string("x = 1 + 1") == 0);
  CHECK(interpreter.run_string("assert x == 2  # __main__ stays") == 0);
  CHECK(interpreter.run_string("raise SystemExit(7)") == 7);
  CHECK(interpreter.run_string("import sys; sys.exit()") == 0);
  CHECK(interpreter.finish() == 0);
  CHECK(interpreter.finish() == 0);
  CHECK_THROWS_AS(interpreter.run_string("x = 1"), minipy::Error);
}

TEST_CASE("two interpreters in one process share nothing") {
  Interpreter one(with(true));
  Interpreter other(with(false));
  CHECK(one.run_string("import sys; sys.shared = 1; assert sys._is_gil_enabled()") == 0);
  CHECK(other.run_string("import sys; assert not hasattr(sys, 'shared') and not sys._is_gil_enabled()") == 0);
  CHECK(one.run_string("assert sys.shared == 1; sys.setswitchinterval(0.001)") == 0);
  CHECK(other.run_string("assert sys.getswitchinterval() == 0.005") == 0);
}

TEST_CASE("interpreters run side by side in threads of the host") {
  int statuses[4] = {-1, -1, -1, -1};
  std::thread hosts[4];
  for (int i = 0; i < 4; ++i) {
    hosts[i] = std::thread([i, &statuses] {
      Interpreter interpreter(with(i % 2 == 0));
      statuses[i] = interpreter.run_string(
          "import threading\n"
          "found = []\n"
          "threads = [threading.Thread(target=lambda: found.append(sum(range(2000)))) for _ in range(4)]\n"
          "[t.start() for t in threads]\n"
          "[t.join() for t in threads]\n"
          "assert found == [1999000] * 4\n");
    });
  }
  for (std::thread& host : hosts) host.join();
  for (const int status : statuses) CHECK(status == 0);
}

TEST_CASE("the statistics of a finished program name its threads") {
  for (const bool gil : {true, false}) {
    Interpreter interpreter(with(gil));
    CHECK(interpreter.run_string("import threading\n"
                                 "t = threading.Thread(target=sum, args=([1],), name='adder')\n"
                                 "t.start(); t.join()") == 0);
    interpreter.finish();
    const std::string stats = interpreter.stats();
    CHECK(stats.find("MainThread") != std::string::npos);
    CHECK(stats.find("adder") != std::string::npos);
    CHECK((stats.find("GIL: on") != std::string::npos) == gil);
  }
}

TEST_CASE("an interpreter on fibers gives its thread back when it ends") {
  for (int round = 0; round < 2; ++round) {
    Interpreter interpreter(with(round == 0, Carriers::kFibers));
    CHECK(
        interpreter.run_string("import threading, time\n"
                               "ts = [threading.Thread(target=time.sleep, args=(0.01,)) for _ in range(50)]\n"
                               "[t.start() for t in ts]; [t.join() for t in ts]") == 0);
  }
}

TEST_CASE("threads that are no daemons are waited for, daemons are abandoned") {
  for (const bool gil : {true, false}) {
    Interpreter interpreter(with(gil));
    CHECK(interpreter.run_string("import threading, time\n"
                                 "done = []\n"
                                 "def late():\n"
                                 "    time.sleep(0.05)\n"
                                 "    done.append(1)\n"
                                 "def forever():\n"
                                 "    while True: pass\n"
                                 "threading.Thread(target=late).start()\n"
                                 "threading.Thread(target=forever, daemon=True).start()\n"
                                 "threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()\n"
                                 "import atexit\n"
                                 "@atexit.register\n"
                                 "def check():\n"
                                 "    assert done == [1]\n") == 0);
    CHECK(interpreter.finish() == 0);
  }
}

TEST_CASE("options out of range are the host's mistake") {
  Options options;
  options.switch_interval = std::chrono::nanoseconds(1);
  CHECK_THROWS_AS(Interpreter{options}, minipy::Error);
  CHECK(minipy::parse_interval("5ms") == std::chrono::milliseconds(5));
  CHECK(minipy::parse_interval("0.005") == std::chrono::milliseconds(5));
  CHECK(minipy::parse_interval("5000us") == std::chrono::milliseconds(5));
  for (const char* wrong : {"", "soon", "5 years", "-1", "0", "nan", "inf", "1e400"}) {
    CHECK_THROWS_AS(minipy::parse_interval(wrong), minipy::Error);
  }
}

TEST_CASE("a file that cannot be shown says why") {
  const minipy::Disassembly missing = minipy::disassemble_file("/nowhere/x.py");
  CHECK(missing.status == 2);
  CHECK(missing.error == "minipy: can't open file '/nowhere/x.py': [Errno 2] No such file or directory\n");
}
