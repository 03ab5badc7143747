#include "widgets/plots/windowsdialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace learnscope {

WindowsDialog::WindowsDialog(const MovingAverageOptions& options, QWidget* parent)
    : QDialog(parent)
    , m_options(options)
    , m_train(new QLineEdit(QString::fromStdString(windowsText(options.train)), this))
    , m_test(new QLineEdit(QString::fromStdString(windowsText(options.test)), this))
    , m_problem(new QLabel(this))
{
    setWindowTitle(tr("Windows of moving averages"));
    auto* layout = new QVBoxLayout(this);
    auto* explanation =
        new QLabel(tr("Each value is the share of right answers among the last so many trials, across the "
                      "borders of epochs. One line for each window."),
                   this);
    explanation->setWordWrap(true);
    layout->addWidget(explanation);
    auto* form = new QFormLayout;
    form->addRow(tr("T&raining, in trials:"), m_train);
    form->addRow(tr("T&est, in trials:"), m_test);
    layout->addLayout(form);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox(
        QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    layout->addWidget(buttons);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] {
        m_train->setText(QString::fromStdString(windowsText(MovingAverageOptions().train)));
        m_test->setText(QString::fromStdString(windowsText(MovingAverageOptions().test)));
    });
    for (QLineEdit* edit : {m_train, m_test})
        connect(edit, &QLineEdit::textChanged, this, &WindowsDialog::check);
    check();
}

void WindowsDialog::check()
{
    QString problem;
    for (const auto& [edit, windows] :
         {std::pair(m_train, &m_options.train), std::pair(m_test, &m_options.test)}) {
        auto read = windowsFromText(edit->text().toStdString());
        if (read)
            *windows = std::move(*read);
        else if (problem.isEmpty())
            problem = QString::fromStdString(read.error().message);
    }
    m_problem->setText(problem);
    m_accept->setEnabled(problem.isEmpty());
}

} // namespace learnscope
