#include "widgets/help/helpwindow.h"

#include "resources/resources.h"
#include "widgets/common/theme.h"

#include <QDesktopServices>
#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QShortcut>
#include <QSplitter>
#include <QTextBrowser>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QVBoxLayout>

namespace learnscope {

namespace {
QString titleOf(const QString& html)
{
    static const QRegularExpression title(QStringLiteral("<title>(.*?)</title>"));
    return QTextDocumentFragment::fromHtml(title.match(html).captured(1)).toPlainText();
}

QString styleSheetFor(const Theme& theme, const QFont& font)
{
    const int pointSize = qMax(8, font.pointSize());
    return QStringLiteral("body { color: %1; }"
                          "h1 { font-size: %5pt; font-weight: 600; margin-top: 4px; margin-bottom: 12px; }"
                          "h2 { font-size: %6pt; font-weight: 600; margin-top: 20px; margin-bottom: 4px; }"
                          "p, li { line-height: 135%; }"
                          "p { margin-top: 6px; margin-bottom: 6px; }"
                          "li { margin-bottom: 4px; }"
                          "a { color: %2; text-decoration: none; }"
                          "code, pre { background-color: %3; font-family: monospace; }"
                          "pre { margin-top: 8px; margin-bottom: 8px; }"
                          "table { margin-top: 8px; margin-bottom: 12px; }"
                          "th { text-align: left; color: %4; font-weight: normal; padding: 3px 28px 3px 0; }"
                          "td { padding: 3px 28px 3px 0; }")
        .arg(theme.text.name(), theme.accent.name(), theme.window.name(), theme.mutedText.name())
        .arg(qRound(pointSize * 1.6))
        .arg(qRound(pointSize * 1.15));
}

QToolButton* arrowButton(const QString& text, Qt::ArrowType arrow)
{
    auto* button = new QToolButton;
    button->setArrowType(arrow);
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}
} // namespace

HelpWindow::HelpWindow(QWidget* parent)
    : QDialog(parent)
    , m_search(new QLineEdit)
    , m_matches(new QLabel)
    , m_list(new QListWidget)
    , m_page(new QTextBrowser)
{
    setWindowTitle(tr("Learnscope help"));
    resize(920, 680);
    initResources();

    m_page->setAccessibleName(tr("Page"));
    m_page->setFrameShape(QFrame::NoFrame);
    m_page->setOpenLinks(false);
    auto* splitter = new QSplitter;
    splitter->addWidget(makeSide());
    splitter->addWidget(m_page);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({230, 690});
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_list, &QListWidget::currentRowChanged, this, &HelpWindow::render);
    connect(m_page, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    for (const char* name : {"index", "trials", "stimuli", "definitions", "keys", "published"}) {
        QFile file(QStringLiteral(":/help/%1.html").arg(QLatin1String(name)));
        if (file.open(QIODevice::ReadOnly))
            setPage(QLatin1String(name), QString::fromUtf8(file.readAll()));
    }
    m_list->setCurrentRow(0);
    m_list->setFocus();
}

QWidget* HelpWindow::makeSide()
{
    m_list->setAccessibleName(tr("Pages"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_search->setPlaceholderText(tr("Search the help"));
    m_search->setAccessibleName(tr("Search the help"));
    m_search->setClearButtonEnabled(true);
    m_previous = arrowButton(tr("Previous match (Shift+F3)"), Qt::UpArrow);
    m_next = arrowButton(tr("Next match (F3)"), Qt::DownArrow);

    auto* found = new QHBoxLayout;
    found->setSpacing(0);
    found->addWidget(m_matches, 1);
    found->addWidget(m_previous);
    found->addWidget(m_next);
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(m_search);
    layout->addLayout(found);
    layout->addWidget(m_list, 1);

    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::searchFor);
    connect(m_search, &QLineEdit::returnPressed, this, &HelpWindow::findNext);
    connect(m_next, &QToolButton::clicked, this, &HelpWindow::findNext);
    connect(m_previous, &QToolButton::clicked, this, &HelpWindow::findPrevious);
    connect(new QShortcut(QKeySequence::FindNext, this), &QShortcut::activated, this, &HelpWindow::findNext);
    connect(new QShortcut(QKeySequence::FindPrevious, this), &QShortcut::activated, this,
            &HelpWindow::findPrevious);
    const auto focusSearch = [this] {
        m_search->setFocus();
        m_search->selectAll();
    };
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this, focusSearch);
    showMatchCount();
    return side;
}

QStringList HelpWindow::pageNames() const
{
    QStringList names;
    for (int row = 0; row < m_list->count(); ++row)
        names << m_list->item(row)->data(Qt::UserRole).toString();
    return names;
}

QString HelpWindow::currentPage() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

void HelpWindow::showPage(const QString& name)
{
    const auto row = pageNames().indexOf(name);
    if (row >= 0)
        m_list->setCurrentRow(int(row));
}

void HelpWindow::setPage(const QString& name, const QString& html)
{
    const auto row = pageNames().indexOf(name);
    QListWidgetItem* item = row < 0 ? new QListWidgetItem(m_list) : m_list->item(int(row));
    item->setData(Qt::UserRole, name);
    item->setText(titleOf(html));
    m_html.insert(name, html);
    if (currentPage() == name)
        render();
}

void HelpWindow::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        render();
}

void HelpWindow::render()
{
    const Theme& theme = Theme::of(this);
    const QString list =
        QStringLiteral("QListWidget { background: transparent; border: none; }"
                       "QListWidget::item { border: 0px; border-radius: 4px; padding: 5px 8px; }"
                       "QListWidget::item:selected { background: %1; color: %2; }")
            .arg(theme.selection.name(), theme.text.name());
    if (m_list->styleSheet() != list)
        m_list->setStyleSheet(list);
    m_page->document()->setDefaultStyleSheet(styleSheetFor(theme, font()));
    m_page->setHtml(m_html.value(currentPage()));
    m_page->document()->setDocumentMargin(24);
    markMatches();
}

void HelpWindow::follow(const QUrl& link)
{
    if (link.isRelative())
        showPage(link.path());
    else if (link.scheme() == QLatin1String("https"))
        QDesktopServices::openUrl(link);
}

void HelpWindow::searchFor(const QString& text)
{
    const auto names = pageNames();
    for (int row = 0; row < m_list->count(); ++row) {
        const bool holds = text.isEmpty() || matchesOn(names[row], text) > 0;
        m_list->item(row)->setForeground(holds ? QBrush() : palette().placeholderText());
    }
    m_page->moveCursor(QTextCursor::Start);
    markMatches();
    showMatchCount();
    findNext();
}

int HelpWindow::matchesOn(const QString& name, const QString& text) const
{
    // Blanks that only break a line of the source are one blank on the page.
    const QString page = QTextDocumentFragment::fromHtml(m_html.value(name)).toPlainText().simplified();
    return int(page.count(text, Qt::CaseInsensitive));
}

void HelpWindow::showMatchCount()
{
    const QString text = m_search->text();
    int all = 0;
    for (const QString& name : pageNames())
        all += text.isEmpty() ? 0 : matchesOn(name, text);
    const QString places = all == 1 ? tr("1 place") : tr("%1 places").arg(all);
    m_matches->setText(text.isEmpty() ? QString() : all == 0 ? tr("not found") : places);
    for (QToolButton* button : {m_previous, m_next}) {
        button->setVisible(all > 0);
        button->setEnabled(all > 0);
    }
}

void HelpWindow::markMatches()
{
    QList<QTextEdit::ExtraSelection> marks;
    const QString text = m_search->text();
    QTextCursor at(m_page->document());
    while (!text.isEmpty() && !(at = m_page->document()->find(text, at)).isNull()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = at;
        mark.format.setBackground(Theme::of(this).selection);
        marks << mark;
    }
    m_page->setExtraSelections(marks);
}

void HelpWindow::findNext()
{
    find(false);
}

void HelpWindow::findPrevious()
{
    find(true);
}

void HelpWindow::find(bool backward)
{
    const QString text = m_search->text();
    if (text.isEmpty() || !m_next->isEnabled())
        return;
    const auto direction = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    const int pages = m_list->count();
    // Once around, so that the last turn sees what stands before the place where it began.
    for (int turn = 0; turn <= pages; ++turn) {
        if (m_page->find(text, direction))
            return;
        m_list->setCurrentRow((m_list->currentRow() + (backward ? pages - 1 : 1)) % pages);
        m_page->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
    }
}

} // namespace learnscope
