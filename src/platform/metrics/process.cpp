// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/metrics/metrics.hpp"

#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace heed::metrics {

namespace {

double resident_bytes() {
    std::ifstream file("/proc/self/statm");
    double all_pages = 0;
    double resident_pages = 0;
    file >> all_pages >> resident_pages;
    return resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double processor_seconds() {
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double open_files() {
    std::error_code failed;
    double count = 0;
    for (std::filesystem::directory_iterator entry("/proc/self/fd", failed), end;
         !failed && entry != end;
         entry.increment(failed))
        ++count;
    return count;
}

} // namespace

void Registry::add_process(Instant started_at) {
    gauge({"process_start_time_seconds", "When the process started, in seconds since 1970."})
        .set(std::chrono::duration<double>(started_at.time_since_epoch()).count());
    const auto memory = gauge({"process_resident_memory_bytes", "Memory held, in bytes."});
    const auto files = gauge({"process_open_fds", "Open file descriptors."});
    const auto processor = gauge({"process_cpu_seconds_total", "Processor time used, in seconds."});
    before_text([=] {
        memory.set(resident_bytes());
        files.set(open_files());
        processor.set(processor_seconds());
    });
}

} // namespace heed::metrics
