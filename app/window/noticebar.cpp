#include "app/window/noticebar.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace learnscope {

namespace {
/// One line of the bar.
class Notice : public QFrame
{
public:
    Notice(const QString& text, QWidget* parent)
        : QFrame(parent)
        , m_icon(new QLabel(this))
        , m_text(new QLabel(text, this))
        , m_close(new QToolButton(this))
        , m_layout(new QHBoxLayout(this))
    {
        setObjectName(QStringLiteral("notice"));
        m_text->setObjectName(QStringLiteral("text"));
        m_text->setWordWrap(true);
        m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_text->setTextFormat(Qt::PlainText);
        m_close->setToolTip(NoticeBar::tr("Close this notice"));
        m_close->setAccessibleName(m_close->toolTip());
        m_close->setIconSize(QSize(14, 14));
        setAccessibleName(text);
        m_layout->setContentsMargins(12, 6, 6, 6);
        m_layout->setSpacing(8);
        m_layout->addWidget(m_icon);
        m_layout->addWidget(m_text, 1);
        m_layout->addWidget(m_close);
        updateIcons();
    }

    void addButton(const NoticeBar::Button& button)
    {
        auto* push = new QPushButton(button.text, this);
        m_layout->insertWidget(m_layout->count() - 1, push);
        connect(push, &QPushButton::clicked, push, button.act);
    }

    QString text() const { return m_text->text(); }
    QToolButton* closeButton() const { return m_close; }

protected:
    void changeEvent(QEvent* event) override
    {
        if (event->type() == QEvent::PaletteChange)
            updateIcons();
        QFrame::changeEvent(event);
    }

private:
    void updateIcons()
    {
        const Theme& theme = Theme::of(this);
        m_icon->setPixmap(themedIcon(QStringLiteral("info"), theme.accent).pixmap(16, 16));
        m_close->setIcon(themedIcon(QStringLiteral("close"), theme.mutedText));
    }

    QLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_close;
    QHBoxLayout* m_layout;
};
} // namespace

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(4, 8, 4, 0);
    m_rows->setSpacing(4);
    setVisible(false);
}

void NoticeBar::post(const QString& key, const QString& text, std::vector<Button> buttons)
{
    remove(key);
    auto* notice = new Notice(text, this);
    for (const Button& button : buttons)
        notice->addButton(button);
    connect(notice->closeButton(), &QToolButton::clicked, this, [this, key] { remove(key); });
    m_rows->addWidget(notice);
    m_notices[key] = notice;
    setVisible(true);
}

void NoticeBar::remove(const QString& key)
{
    if (QFrame* notice = m_notices.take(key)) {
        notice->hide();
        notice->deleteLater(); // it may be one of its buttons that asks
    }
    setVisible(!m_notices.isEmpty());
}

QString NoticeBar::text(const QString& key) const
{
    const auto* notice = static_cast<const Notice*>(m_notices.value(key));
    return notice != nullptr ? notice->text() : QString();
}

bool NoticeBar::press(const QString& key, const QString& button)
{
    const QFrame* notice = m_notices.value(key);
    if (notice == nullptr)
        return false;
    for (auto* push : notice->findChildren<QPushButton*>())
        if (push->text().remove(QLatin1Char('&')) == button) {
            push->click();
            return true;
        }
    return false;
}

} // namespace learnscope
