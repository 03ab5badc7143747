#include "widgets/plots/epochbox.h"

#include "core/data/selectionexpression.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolTip>

namespace learnscope {

EpochBox::EpochBox(QWidget* parent)
    : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setCompleter(nullptr);
    setAccessibleName(tr("Epochs"));
    setToolTip(tr("Epochs that are shown: all, one, or several such as 1,4-6"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(11);
    addItem(tr("All epochs"));
    connect(this, &QComboBox::activated, this, [this](int index) {
        if (index == 0)
            edit({});
        else
            edit({m_available[static_cast<std::size_t>(index - 1)]});
    });
    connect(lineEdit(), &QLineEdit::editingFinished, this, &EpochBox::takeTyped);
}

void EpochBox::setAvailable(const std::vector<std::int32_t>& epochs)
{
    if (epochs == m_available)
        return;
    m_available = epochs;
    const QSignalBlocker quiet(this);
    clear();
    addItem(tr("All epochs"));
    for (const std::int32_t epoch : epochs)
        addItem(tr("Epoch %1").arg(epoch));
    showChosen();
}

void EpochBox::setChosen(const std::vector<std::int32_t>& epochs)
{
    m_chosen = epochs;
    showChosen();
}

void EpochBox::showChosen()
{
    const QSignalBlocker quiet(this);
    const QString text = m_chosen.empty() ? tr("All epochs")
        : m_chosen.size() == 1            ? tr("Epoch %1").arg(m_chosen.front())
                               : tr("Epochs %1").arg(QString::fromStdString(numbersText(m_chosen)));
    setCurrentIndex(findText(text)); // for the keys that go through the list
    setEditText(text);
    lineEdit()->setCursorPosition(0);
}

void EpochBox::takeTyped()
{
    QString typed = currentText().trimmed();
    if (typed.isEmpty() || typed == itemText(0))
        return edit({});
    while (!typed.isEmpty() && (typed.front().isLetter() || typed.front().isSpace())) // "Epochs"
        typed.remove(0, 1);
    const auto epochs = parseNumbers(typed.toStdString());
    if (epochs)
        return edit(*epochs);
    showChosen();
    QToolTip::showText(mapToGlobal(QPoint(0, height())), QString::fromStdString(epochs.error().message),
                       this);
}

void EpochBox::edit(std::vector<std::int32_t> epochs)
{
    const bool isOther = epochs != m_chosen;
    m_chosen = std::move(epochs);
    showChosen();
    if (isOther)
        Q_EMIT edited(m_chosen);
}

void EpochBox::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) // what was typed is not meant
        showChosen();
    QComboBox::keyPressEvent(event);
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->accept(); // it is nothing that the view around should do
}

} // namespace learnscope
