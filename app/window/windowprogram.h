#pragma once

#include <functional>

namespace learnscope {

class MainWindow;
class Workspace;
struct WindowArguments;

/// Called each time the window has been opened, before it is run.
using WindowOpened = std::function<void(MainWindow& window, Workspace& workspace)>;

/// Opens the window and runs it until it is closed; returns the program's exit code. Makes the QApplication
/// itself, and a new one whenever another scale is chosen: what is open stays open. Main thread.
int runWindow(int argc, char** argv, const WindowArguments& arguments, const WindowOpened& opened = {});

} // namespace learnscope
