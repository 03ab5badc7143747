#pragma once

#include <QString>

namespace learnscope {

/// The folder with the demo data: installed with the program (../share/learnscope/demo beside its folder),
/// else in the source tree it was built from. Empty where there is none. Needs a QCoreApplication.
QString demoFolder();

} // namespace learnscope
