#include "widgets/common/look.h"

#include "widgets/common/programstyle.h"
#include "widgets/common/stylesheet.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QLabel>

namespace learnscope {

QString themeName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    default:
        return QStringLiteral("system");
    }
}

std::optional<ThemeChoice> themeChoiceFrom(const QString& name)
{
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark})
        if (themeName(choice) == name)
            return choice;
    return {};
}

void applyLook(QApplication& application, const Theme& theme)
{
    if (qobject_cast<ProgramStyle*>(QApplication::style()) == nullptr && application.styleSheet().isEmpty()) {
        QApplication::setStyle(new ProgramStyle); // the application owns it
        QApplication::setFont(programFont());
    }
    QApplication::setPalette(theme.palette());
    application.setStyleSheet(styleSheet(theme));
}

QFont programFont()
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Segoe UI"),
                      QStringLiteral("DejaVu Sans")});
    font.setPixelSize(13);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

QFont tabularFont(const QFont& like)
{
    QFont font(like);
    font.setFamilies({QStringLiteral("Liberation Sans"), QStringLiteral("Arimo"), QStringLiteral("Arial"),
                      QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    return font;
}

QLabel* makeSectionLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text.toUpper(), parent);
    label->setObjectName(QStringLiteral("section"));
    label->setAccessibleName(text);
    QFont font = programFont();
    font.setPixelSize(11);
    font.setLetterSpacing(QFont::PercentageSpacing, 106);
    label->setFont(font);
    return label;
}

} // namespace learnscope
