#pragma once

#include "widgets/download/publisheddatafetcher.h"
#include "widgets/download/ratemeter.h"

#include <QDialog>
#include <QElapsedTimer>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedLayout;
class QTreeView;

namespace learnscope {

class PublishedFileModel;

/// Gets the published data: says whose they are, asks for a folder, shows how the download goes and offers to
/// open what has arrived. Nothing is asked of the network before its button is pressed. Show it without
/// blocking the window it belongs to; closing it stops the download, and opening it again goes on with it.
class PublishedDataDialog : public QDialog
{
    Q_OBJECT
public:
    /// @p folder is offered at first; "" stands for a folder "Learnscope/huber2024" among the user's
    /// documents.
    explicit PublishedDataDialog(const QString& folder = {}, QWidget* parent = nullptr);
    PublishedDataDialog(PublishedDataFetcher::Options options, const QString& folder,
                        QWidget* parent = nullptr);

    QString folder() const; ///< as chosen by now, to be offered the next time
    PublishedDataFetcher& fetcher() { return *m_fetcher; }

    void done(int result) override;

Q_SIGNALS:
    /// All is there and right, and the user wants to work with it. The paths are absolute.
    void openRequested(const QStringList& tables, const QString& stimuliFolder);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeNotice();
    QLayout* makeFolderRow();
    QLayout* makeProgress();
    QWidget* makeList();
    QLayout* makeButtons();
    void applyTheme();
    void chooseFolder();
    void startOrCancel();
    void open();
    void showPhase();
    void showFirstFailure();
    void showProgress();
    QString progressText() const;
    QString firstProblem() const;
    QString summary() const;

    PublishedDataFetcher* m_fetcher;
    PublishedFileModel* m_model;
    QLabel* m_notice = nullptr;
    QLineEdit* m_folder = nullptr;
    QPushButton* m_choose = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_status = nullptr;
    QTreeView* m_view = nullptr;
    QStackedLayout* m_listStack = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_close = nullptr;
    RateMeter m_rate;
    QElapsedTimer m_clock;
};

} // namespace learnscope
