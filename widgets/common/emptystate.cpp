#include "widgets/common/emptystate.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace learnscope {

EmptyState::EmptyState(const QString& heading, const QString& sentence, QWidget* parent)
    : QWidget(parent)
    , m_sentence(new QLabel(sentence, this))
    , m_buttons(new QHBoxLayout)
{
    auto* title = new QLabel(heading, this);
    QFont font = title->font();
    font.setPixelSize(15);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    title->setAlignment(Qt::AlignHCenter);
    title->setWordWrap(true);
    title->setVisible(!heading.isEmpty());
    m_sentence->setObjectName(QStringLiteral("muted"));
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_sentence->setWordWrap(true);

    m_buttons->setSpacing(8);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(title);
    layout->addWidget(m_sentence);
    layout->addSpacing(8);
    layout->addLayout(m_buttons);
    layout->addStretch(3);
    m_buttons->addStretch();
    m_buttons->addStretch();
}

void EmptyState::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
}

void EmptyState::addButton(QWidget* button)
{
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

} // namespace learnscope
