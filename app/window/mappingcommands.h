#pragma once

#include "app/workspace/workspace.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QWidget;

namespace learnscope {

class Actions;
class MappingDialog;
class NoticeBar;
class ObserverPanel;
class Preferences;
struct TrialPreview;

/// Lets the user say what the columns of a table are: of one that was rejected, which a notice offers, and of
/// one that is open; and which of these answers are kept for further tables. GUI thread.
class MappingCommands : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        QWidget& window;
        Workspace& workspace;
        Preferences& preferences;
        Actions& actions;
        ObserverPanel& observers;
        NoticeBar& notices;
    };

    explicit MappingCommands(const Parts& parts, QObject* parent = nullptr); ///< none is owned

    static QString noticeKey(); ///< of the notice on tables with other columns
    void mapForeign(); ///< the first of those that were rejected
    void mapObserver(int place);
    void showLayouts();
    MappingDialog* dialog() const; ///< null: none is open

Q_SIGNALS:
    void dialogOpened();

private:
    struct Asked
    {
        std::string file;
        std::optional<TrialMapping> mapping; ///< how it is read; nothing: it is not open
    };

    void refreshNotice();
    void ask(const Asked& asked);
    void openDialog(const Asked& asked, const TrialPreview& preview);
    void accept(const std::string& file, const std::vector<std::string>& columns);

    Parts m_parts;
    QPointer<MappingDialog> m_dialog;
};

/// A mapping to begin with for a table that cannot be read: columns by names that are often used.
TrialMapping firstMapping(const std::vector<std::string>& header);

} // namespace learnscope
