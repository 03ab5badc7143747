#pragma once

#include <memory>

class QGuiApplication;

namespace learnscope {

/// What Qt needs to lay out text and draw pictures in a command: an application without a display. Does
/// nothing where there is an application already. Main thread.
class DrawingApplication
{
public:
    DrawingApplication();
    ~DrawingApplication();

private:
    std::unique_ptr<QGuiApplication> m_application;
};

} // namespace learnscope
