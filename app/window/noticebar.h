#pragma once

#include <QFrame>
#include <QMap>
#include <QString>

#include <functional>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace learnscope {

/// Says above the views what the user should know, with what can be done about it as buttons; never in the
/// way. One line for each matter, gone when it is settled or closed. GUI thread.
class NoticeBar : public QWidget
{
    Q_OBJECT
public:
    struct Button
    {
        QString text;
        std::function<void()> act; ///< the notice stays until remove()
    };

    explicit NoticeBar(QWidget* parent = nullptr);

    /// Takes the place of the notice of the same @p key.
    void post(const QString& key, const QString& text, std::vector<Button> buttons);
    void remove(const QString& key);
    QString text(const QString& key) const; ///< empty: there is no such notice
    /// As by a click; false where there is no such button.
    bool press(const QString& key, const QString& button);

private:
    QVBoxLayout* m_rows;
    QMap<QString, QFrame*> m_notices; // children
};

} // namespace learnscope
