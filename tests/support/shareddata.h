#pragma once

#include <QString>

#include <filesystem>

namespace learnscope {

/// The folder with the published data and the expected tables: $LEARNSCOPE_SHARED, else ../shared beside the
/// repository. Empty where there is none.
std::filesystem::path sharedFolder();

/// A file below it, such as "expected/rotation.csv".
std::filesystem::path sharedFile(const char* relative);

/// The top of the source tree.
std::filesystem::path sourceFolder();

/// The folder with the built programs.
std::filesystem::path programFolder();

} // namespace learnscope

/// The published data may not be shipped: a test that needs them says so where they are absent. On CI they
/// must be there.
#define REQUIRE_SHARED_DATA()                                                                                \
    do {                                                                                                     \
        if (learnscope::sharedFolder().empty()) {                                                            \
            QVERIFY2(qEnvironmentVariableIsEmpty("CI"),                                                      \
                     "the published data are missing: set LEARNSCOPE_SHARED");                               \
            QSKIP("the published data are missing: set LEARNSCOPE_SHARED to the folder that holds them");    \
        }                                                                                                    \
    } while (false)
