#pragma once

#include "core/io/trialmapping.h"
#include "widgets/common/look.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace learnscope {

/// What the program remembers from one start to the next, in one settings file. Every value read is checked:
/// an old or damaged file gives defaults, never a broken window. GUI thread.
class Preferences
{
public:
    /// @p file: where they are kept; empty for the user's own.
    explicit Preferences(QString file = {});

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);

    static const QList<int>& scales(); ///< in percent, those that can be chosen
    int scale() const; ///< percent
    void setScale(int percent);

    QString publishedFolder() const; ///< where the published data went the last time; empty before
    void setPublishedFolder(const QString& folder);

    static constexpr int maximumColumnLayouts = 100;
    /// How tables with other columns are read, newest first. A damaged entry is left out.
    std::vector<RememberedLayout> columnLayouts() const;
    void setColumnLayouts(const std::vector<RememberedLayout>& layouts);
    /// Takes the place of the one for the same columns.
    void rememberColumnLayout(const RememberedLayout& layout);

    static constexpr int maximumRecent = 10;
    QStringList recent() const; ///< files and folders, newest first
    void addRecent(const QString& path);
    void clearRecent();

    /// The window's places and sizes. A layout saved by another version of the layout is not returned.
    struct Layout
    {
        QByteArray geometry;
        QByteArray docks; ///< QMainWindow::saveState
        QByteArray views; ///< ViewGrid::save
    };
    static constexpr int layoutVersion = 1; ///< raise it whenever docks or the format of views change
    Layout layout() const;
    void setLayout(const Layout& layout);
    void clearLayout();

    void reset(); ///< as at the first start

private:
    QString m_file;
};

} // namespace learnscope
