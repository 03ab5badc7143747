#include "widgets/download/publisheddatadialog.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/download/publishedfilemodel.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>
#include <QStandardPaths>
#include <QTreeView>
#include <QVBoxLayout>

namespace learnscope {

using Phase = PublishedDataFetcher::Phase;

namespace {
QString defaultFolder()
{
    const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    return documents.filePath(QStringLiteral("Learnscope/huber2024"));
}

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString asSentence(const Error& error)
{
    QString text = QString::fromStdString(error.toString());
    if (error.where.file.empty() && !text.isEmpty()) // else it begins with a path
        text[0] = text[0].toUpper();
    return text + QLatin1Char('.');
}

QString durationText(qint64 seconds)
{
    return seconds < 60 ? PublishedDataDialog::tr("%1 s").arg(seconds)
                        : PublishedDataDialog::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
}
} // namespace

PublishedDataDialog::PublishedDataDialog(const QString& folder, QWidget* parent)
    : PublishedDataDialog(PublishedDataFetcher::Options(), folder, parent)
{
}

PublishedDataDialog::PublishedDataDialog(PublishedDataFetcher::Options options, const QString& folder,
                                         QWidget* parent)
    : QDialog(parent)
    , m_fetcher(new PublishedDataFetcher(std::move(options), this))
    , m_model(new PublishedFileModel(*m_fetcher, this))
{
    setWindowTitle(tr("Get the published data"));
    resize(820, 640);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addWidget(makeNotice());
    layout->addLayout(makeFolderRow());
    layout->addLayout(makeProgress());
    layout->addWidget(makeList(), 1);
    layout->addLayout(makeButtons());
    m_folder->setText(QDir::toNativeSeparators(folder.isEmpty() ? defaultFolder() : folder));
    m_clock.start();

    connect(m_fetcher, &PublishedDataFetcher::phaseChanged, this, &PublishedDataDialog::showPhase);
    connect(m_fetcher, &PublishedDataFetcher::progressed, this, &PublishedDataDialog::showProgress);
    applyTheme();
    showPhase();
    m_start->setFocus();
}

QWidget* PublishedDataDialog::makeNotice()
{
    m_notice = new QLabel;
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::RichText);
    m_notice->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_notice->setOpenExternalLinks(true);
    m_notice->setAccessibleName(tr("About the data"));
    auto* card = new QFrame;
    card->setObjectName(QStringLiteral("notice"));
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(m_notice);
    return card;
}

QLayout* PublishedDataDialog::makeFolderRow()
{
    m_folder = new QLineEdit;
    m_folder->setAccessibleName(tr("Folder to fetch into"));
    m_choose = new QPushButton(tr("C&hoose…"));
    auto* label = new QLabel(tr("&Into the folder"));
    label->setBuddy(m_folder);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_folder, 1);
    row->addWidget(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &PublishedDataDialog::chooseFolder);
    connect(m_folder, &QLineEdit::textChanged, this, &PublishedDataDialog::showPhase);
    return row;
}

QLayout* PublishedDataDialog::makeProgress()
{
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_bar->setAccessibleName(tr("Progress"));
    m_status = new QLabel;
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText); // it may quote what a server said
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_status->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_status->setMinimumHeight(2 * fontMetrics().lineSpacing()); // most errors take two lines: nothing jumps
    m_status->setAccessibleName(tr("State of the download"));
    auto* layout = new QVBoxLayout;
    layout->setSpacing(8);
    layout->addWidget(m_bar);
    layout->addWidget(m_status);
    return layout;
}

QWidget* PublishedDataDialog::makeList()
{
    m_view = new QTreeView;
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAccessibleName(tr("Files"));
    QHeaderView* header = m_view->header();
    header->setStretchLastSection(true);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    header->resizeSection(PublishedFileModel::NameColumn, 34 * em);
    header->resizeSection(PublishedFileModel::SizeColumn, 7 * em);
    header->resizeSection(PublishedFileModel::StateColumn, 16 * em);

    auto* empty = new QLabel(tr("The files are listed here once the download has begun."));
    empty->setAlignment(Qt::AlignCenter);
    empty->setForegroundRole(QPalette::PlaceholderText);
    auto* place = new QFrame;
    place->setObjectName(QStringLiteral("list"));
    m_listStack = new QStackedLayout(place);
    m_listStack->setContentsMargins(1, 4, 1, 4);
    m_listStack->addWidget(empty);
    m_listStack->addWidget(m_view);
    m_view->setFrameShape(QFrame::NoFrame);
    return place;
}

QLayout* PublishedDataDialog::makeButtons()
{
    m_close = new QPushButton(tr("Close"));
    m_start = new QPushButton;
    m_open = new QPushButton(tr("&Open"));
    m_close->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_close);
    row->addStretch(1);
    row->addWidget(m_start);
    row->addWidget(m_open);
    connect(m_close, &QPushButton::clicked, this, &PublishedDataDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &PublishedDataDialog::startOrCancel);
    connect(m_open, &QPushButton::clicked, this, &PublishedDataDialog::open);
    return row;
}

void PublishedDataDialog::applyTheme()
{
    const Theme& theme = Theme::of(this);
    m_model->setTheme(theme);
    // A link's colour is part of its text.
    const QString link = QStringLiteral("<a style='color:%1;text-decoration:none' href='%2'>%3</a>");
    m_notice->setText(
        tr("<p style='margin:0 0 6px 0'><b>Trial tables and stimuli of Huber, Mast &amp; Wichmann "
           "(2024)</b></p>"
           "<p style='margin:0'>7 tables and 342 images, about 15 MB, from %1 at revision 46a44e6. The data "
           "belong "
           "to their authors: they are no part of this program and may not be passed on with it. Who uses "
           "them "
           "cites %2. Every file is checked against the hash that the repository lists; nothing that arrives "
           "is "
           "run.</p>")
            .arg(link.arg(theme.accent.name(),
                          QStringLiteral("https://github.com/wichmann-lab/supervised-learning-dynamics"),
                          QStringLiteral("github.com/wichmann-lab/supervised-learning-dynamics")),
                 link.arg(theme.accent.name(), QStringLiteral("https://arxiv.org/abs/2402.09303"),
                          QStringLiteral("arXiv:2402.09303"))));
    const QString card =
        QStringLiteral("QFrame#%1 { background: %2; border: 1px solid %3; border-radius: 6px; }");
    for (const char* name : {"notice", "list"})
        findChild<QFrame*>(QLatin1String(name))
            ->setStyleSheet(card.arg(QLatin1String(name), theme.surface.name(), theme.border.name()));
    m_bar->setStyleSheet(QStringLiteral("QProgressBar { background: %1; border: none; border-radius: 3px; }"
                                        "QProgressBar::chunk { background: %2; border-radius: 3px; }")
                             .arg(theme.border.name(), theme.accent.name()));
    m_view->setStyleSheet(QStringLiteral("QTreeView { background: transparent; border: none; }"
                                         "QTreeView::item { border: 0px; padding: 3px 8px; }"
                                         "QTreeView::item:selected { background: %1; color: %2; }"
                                         "QHeaderView::section { background: %3; color: %4; border: none;"
                                         " border-bottom: 1px solid %5; padding: 4px 11px; }")
                              .arg(theme.selection.name(), theme.text.name(), theme.surface.name(),
                                   theme.mutedText.name(), theme.border.name()));
    m_choose->setIcon(themedIcon(QStringLiteral("folder"), theme.text));
    showPhase();
}

void PublishedDataDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_start)
        applyTheme();
}

QString PublishedDataDialog::folder() const
{
    return QDir::cleanPath(QDir::fromNativeSeparators(m_folder->text().trimmed()));
}

void PublishedDataDialog::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder for the published data"), folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& chosen) { m_folder->setText(QDir::toNativeSeparators(chosen)); });
    dialog->open();
}

void PublishedDataDialog::startOrCancel()
{
    if (m_fetcher->isRunning()) {
        m_fetcher->cancel();
        return;
    }
    m_rate.clear();
    m_fetcher->start(QDir(folder()).absolutePath());
}

void PublishedDataDialog::open()
{
    const QStringList tables = m_fetcher->tablePaths();
    const QString stimuli = m_fetcher->stimuliFolder();
    accept();
    Q_EMIT openRequested(tables, stimuli);
}

void PublishedDataDialog::done(int result)
{
    m_fetcher->cancel();
    QDialog::done(result);
}

void PublishedDataDialog::showPhase()
{
    const Phase phase = m_fetcher->phase();
    const bool running = m_fetcher->isRunning();
    const bool isComplete = phase == Phase::Done && m_fetcher->folder() == QDir(folder()).absolutePath();
    m_folder->setEnabled(!running);
    m_choose->setEnabled(!running);
    m_listStack->setCurrentIndex(m_fetcher->listing().files.empty() ? 0 : 1);

    QString action = tr("&Download");
    if (running)
        action = tr("&Cancel");
    else if (phase == Phase::Cancelled)
        action = tr("&Resume");
    else if (phase == Phase::Stopped || phase == Phase::Incomplete)
        action = tr("&Try again");
    m_start->setText(action);
    m_start->setEnabled(running || !m_folder->text().trimmed().isEmpty());
    m_start->setVisible(!isComplete);
    m_open->setVisible(isComplete);
    (isComplete ? m_open : m_start)->setDefault(true);
    if (isComplete)
        m_open->setFocus();
    if (phase == Phase::Incomplete)
        showFirstFailure();
    showProgress();
}

void PublishedDataDialog::showFirstFailure()
{
    int file = 0;
    while (m_fetcher->progressOf(file).state != PublishedDataFetcher::FileState::Failed)
        ++file;
    const QModelIndex failed = m_model->index(file, PublishedFileModel::NameColumn);
    m_view->setCurrentIndex(failed);
    m_view->scrollTo(failed, QAbstractItemView::PositionAtCenter);
}

void PublishedDataDialog::showProgress()
{
    const Phase phase = m_fetcher->phase();
    if (phase == Phase::Fetching)
        m_rate.add(m_fetcher->bytesFetched(), m_clock.elapsed());
    const bool unknown = phase == Phase::Listing || phase == Phase::Preparing;
    m_bar->setRange(0, unknown ? 0 : 1000);
    if (!unknown) {
        const qint64 total = m_fetcher->listing().totalBytes;
        m_bar->setValue(total > 0 ? int(1000 * m_fetcher->bytesThere() / total) : 0);
    }
    m_status->setText(summary());
    const bool wrong = phase == Phase::Stopped || phase == Phase::Incomplete;
    QPalette colors = palette();
    if (wrong)
        colors.setColor(QPalette::WindowText, Theme::of(this).wrong);
    m_status->setPalette(colors);
}

QString PublishedDataDialog::progressText() const
{
    const PublishedListing& listing = m_fetcher->listing();
    QStringList parts {tr("%1 of %2 files").arg(m_fetcher->filesReady()).arg(listing.files.size()),
                       tr("%1 of %2").arg(bytesText(m_fetcher->bytesThere()), bytesText(listing.totalBytes))};
    if (m_fetcher->phase() == Phase::Fetching && m_rate.perSecond() > 0) {
        parts << tr("%1/s").arg(bytesText(qint64(m_rate.perSecond())));
        const qint64 left = m_rate.secondsFor(listing.totalBytes - m_fetcher->bytesThere());
        if (left >= 0)
            parts << tr("%1 left").arg(durationText(left));
    }
    return parts.join(QStringLiteral(" · "));
}

QString PublishedDataDialog::firstProblem() const
{
    const PublishedListing& listing = m_fetcher->listing();
    for (int file = 0; file < int(listing.files.size()); ++file) {
        const auto& progress = m_fetcher->progressOf(file);
        if (progress.state == PublishedDataFetcher::FileState::Failed)
            return tr("%1: %2.").arg(listing.files[std::size_t(file)].localPath, progress.problem);
    }
    return {};
}

QString PublishedDataDialog::summary() const
{
    switch (m_fetcher->phase()) {
    case Phase::Idle:
        return tr("Nothing is fetched before you press Download.");
    case Phase::Listing:
        return tr("Asking for the list of files…");
    case Phase::Preparing:
        return tr("Looking at the folder…");
    case Phase::Fetching:
        return progressText();
    case Phase::Sealing:
        return tr("Writing the list of hashes…");
    case Phase::Done:
        return tr("All %1 files are there and their hashes are right (%2); SHA256SUMS lists them.")
            .arg(m_fetcher->filesReady())
            .arg(bytesText(m_fetcher->bytesThere()));
    case Phase::Incomplete:
        return tr("%1 of %2 files could not be fetched, the others are kept. %3")
            .arg(m_fetcher->filesFailed())
            .arg(m_fetcher->listing().files.size())
            .arg(firstProblem());
    case Phase::Stopped:
        return asSentence(m_fetcher->error());
    case Phase::Cancelled:
        return m_fetcher->listing().files.empty()
            ? tr("Cancelled.")
            : tr("Cancelled: %1. What has arrived is kept.").arg(progressText());
    }
    return {};
}

} // namespace learnscope
