#pragma once

#include "core/data/representation.h"
#include "widgets/itemmodels/representationmodel.h"

#include <QDialog>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace learnscope {

class Workspace;

/// One array of a file, as it can be chosen.
struct ListedArray
{
    std::string name; ///< its path in the file; empty where the file is the array
    std::string shape; ///< "1854 x 42"
    std::string dtype;
    std::optional<RepresentationKind> kind; ///< what it would be opened as; nothing: it cannot be told
    std::string refusal; ///< why it cannot be opened; empty where it can
};

/// Which arrays of a file are opened, as what, and where the names of their items stand. GUI thread.
class ArrayDialog : public QDialog
{
    Q_OBJECT
public:
    /// @p chosen: to begin with; @p isOne: that one array is open already and only named anew.
    ArrayDialog(std::vector<ListedArray> arrays, const RepresentationFile& chosen, bool isOne,
                QWidget* parent = nullptr);

    std::vector<RepresentationFile> files() const; ///< one for each array that is chosen

    /// Lists the arrays of a file in a job; opens the only one there is, and asks where there are several.
    static void openOrAsk(Workspace& workspace, const QString& path, QWidget* parent);
    /// Asks how an array that is open is to be read.
    static void ask(Workspace& workspace, const RepresentationFile& file, QWidget* parent);

private:
    void fillTree(bool isOne);
    void chooseNames();
    void refresh();
    static void list(Workspace& workspace, const RepresentationFile& file, bool isOne, QWidget* parent);

    std::vector<ListedArray> m_arrays;
    RepresentationFile m_chosen;
    QTreeWidget* m_tree; // these are all children
    QComboBox* m_kind;
    QLineEdit* m_namesFile;
    QLineEdit* m_nameColumn;
    QLabel* m_verdict;
    QPushButton* m_accept = nullptr;
};

} // namespace learnscope
