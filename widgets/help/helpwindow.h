#pragma once

#include <QDialog>
#include <QHash>

class QLabel;
class QLineEdit;
class QListWidget;
class QTextBrowser;
class QToolButton;

namespace learnscope {

/// The help in the program: a list of pages, the page, and a search through all of them. Show it without
/// blocking the window it belongs to.
class HelpWindow : public QDialog
{
    Q_OBJECT
public:
    explicit HelpWindow(QWidget* parent = nullptr);

    /// The names of the pages in the order of the list: "index", "trials", "keys"...
    QStringList pageNames() const;
    QString currentPage() const;

    /// Nothing changes where there is no page of that name.
    void showPage(const QString& name);

    /// Puts @p html in place of a page's text, or adds a page at the end of the list. Its <title> is the name
    /// in the list. For what only the window knows, such as the keys in use.
    void setPage(const QString& name, const QString& html);

public Q_SLOTS:
    /// Goes to the next place where the text in the search field stands, on this page or one of the next
    /// ones.
    void findNext();
    void findPrevious();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeSide();
    void render();
    void follow(const QUrl& link);
    void searchFor(const QString& text);
    int matchesOn(const QString& name, const QString& text) const;
    void showMatchCount();
    void markMatches();
    void find(bool backward);

    QLineEdit* m_search = nullptr;
    QLabel* m_matches = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QListWidget* m_list = nullptr;
    QTextBrowser* m_page = nullptr;
    QHash<QString, QString> m_html; // page name to its text
};

} // namespace learnscope
