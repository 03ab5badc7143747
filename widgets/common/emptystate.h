#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace learnscope {

/// What an empty view shows: a heading, one sentence on what to do, and perhaps buttons that do it.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const QString& heading, const QString& sentence, QWidget* parent = nullptr);

    void setSentence(const QString& sentence);
    void addButton(QWidget* button); ///< takes ownership; buttons stand in one row

private:
    QLabel* m_sentence;
    QHBoxLayout* m_buttons;
};

} // namespace learnscope
