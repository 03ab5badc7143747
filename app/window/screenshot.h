#pragma once

#include <QObject>
#include <QPixmap>
#include <QString>
#include <QTimer>

class QWidget;

namespace learnscope {

class Workspace;

/// Writes a picture of the window when everything is there: nothing loads or computes any more, and two
/// pictures in a row are the same. For documents, and for machines without a screen. GUI thread.
class Screenshot : public QObject
{
    Q_OBJECT
public:
    /// Neither is owned. @p file ends in .png.
    Screenshot(QWidget& window, const Workspace& workspace, QString file, QObject* parent = nullptr);

Q_SIGNALS:
    void done(bool written);

private:
    void look();

    QWidget& m_window;
    const Workspace& m_workspace;
    QString m_file;
    QTimer m_timer;
    QImage m_last;
};

} // namespace learnscope
