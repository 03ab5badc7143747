#pragma once

class QTableView;

namespace learnscope {

/// How tables of the docks look and behave: whole rows, no grid, rows of 24 px, tabular figures in cells that
/// are aligned to the right, Tab leaves the table, Ctrl+C copies the selected rows as tab-separated text
/// (the model's Qt::DisplayRole).
void setUpTable(QTableView& table);

} // namespace learnscope
