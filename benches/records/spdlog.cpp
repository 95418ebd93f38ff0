// Logs a message with spdlog's asynchronous logger, and measures it. The program reads commands from
// standard input, so that it can be measured in turn with others:
//
//     burst THREADS COUNT       prints the mean time of a thread in nanoseconds
//     sustained THREADS COUNT   prints the time until all messages were logged, and until all were in
//                               the file, and ends

#include <spdlog/async.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

static long long nanoseconds(Clock::duration duration) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count();
}

static void log(spdlog::logger &logger, long count) {
    for (long i = 0; i < count; ++i) {
        std::string_view client = "hwaddr=08:00:2b:02:3f:4e";
        unsigned attempts = 3;
        asm volatile("" : "+r"(attempts), "+m"(client));
        logger.info("{}: failed to allocate an IPv4 address after {} attempt(s)", client, attempts);
    }
}

// Waits until all threads are here.
static void meet(std::atomic<int> &arrived, int threads) {
    arrived.fetch_add(1);
    while (arrived.load() < threads) {
        std::this_thread::yield();
    }
}

int main(int count, char **arguments) {
    if (count != 2) {
        return 2;
    }
    // As many lines as tracing-appender keeps. It blocks if there are more.
    spdlog::init_thread_pool(128000, 1);
    auto logger = spdlog::create_async<spdlog::sinks::basic_file_sink_mt>("file", arguments[1], true);
    std::string command;
    int threads;
    long messages;
    while (std::cin >> command >> threads >> messages) {
        std::vector<std::thread> workers;
        if (command == "burst") {
            std::atomic<int> warm{0};
            std::atomic<int> ready{0};
            std::atomic<long long> time{0};
            for (int i = 0; i < threads; ++i) {
                workers.emplace_back([&, i] {
                    log(*logger, 5000);
                    meet(warm, threads);
                    if (i == 0) {
                        std::this_thread::sleep_for(std::chrono::milliseconds(10));
                    }
                    meet(ready, threads);
                    auto start = Clock::now();
                    log(*logger, messages);
                    time += nanoseconds(Clock::now() - start);
                });
            }
            for (auto &worker : workers) {
                worker.join();
            }
            std::cout << time / threads << std::endl;
        } else {
            auto start = Clock::now();
            for (int i = 0; i < threads; ++i) {
                workers.emplace_back([&] { log(*logger, messages / threads); });
            }
            for (auto &worker : workers) {
                worker.join();
            }
            auto logged = Clock::now() - start;
            // The threads write all messages before they end.
            logger.reset();
            spdlog::shutdown();
            std::cout << nanoseconds(logged) << ' ' << nanoseconds(Clock::now() - start) << std::endl;
            return 0;
        }
    }
}
