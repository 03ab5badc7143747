#include "widgets/stimuli/keycommand.h"

#include <QKeyEvent>

namespace learnscope {

namespace {
constexpr int largeStep = 10; ///< with Shift
}

std::optional<KeyCommand> commandOf(const QKeyEvent& event)
{
    using Command = StimulusViewer::Command;
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool control = modifiers == Qt::ControlModifier;
    const bool plain = modifiers == Qt::NoModifier;
    const bool steps = plain || modifiers == Qt::ShiftModifier;
    const int times = plain ? 1 : largeStep;
    switch (event.key()) {
    case Qt::Key_Left:
        return steps ? std::optional(KeyCommand {Command::PreviousView, times}) : std::nullopt;
    case Qt::Key_Right:
        return steps ? std::optional(KeyCommand {Command::NextView, times}) : std::nullopt;
    case Qt::Key_Up:
        return steps ? std::optional(KeyCommand {Command::PreviousObject, times}) : std::nullopt;
    case Qt::Key_Down:
        return steps ? std::optional(KeyCommand {Command::NextObject, times}) : std::nullopt;
    case Qt::Key_Home:
        if (plain || control)
            return KeyCommand {control ? Command::FirstObject : Command::FirstView};
        return std::nullopt;
    case Qt::Key_End:
        if (plain || control)
            return KeyCommand {control ? Command::LastObject : Command::LastView};
        return std::nullopt;
    case Qt::Key_Space:
        return plain ? std::optional(KeyCommand {Command::Play}) : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace learnscope
