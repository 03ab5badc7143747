#include "app/workspace/preferences.h"

#include <QSettings>

namespace learnscope {

namespace {
QString userFile()
{
    return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("learnscope"),
                     QStringLiteral("learnscope"))
        .fileName();
}

QSettings open(const QString& file)
{
    return QSettings(file, QSettings::IniFormat); // not copied: elided
}

const auto themeKey = QStringLiteral("theme");
const auto scaleKey = QStringLiteral("scale");
const auto recentKey = QStringLiteral("recent");
const auto publishedKey = QStringLiteral("published");
const auto versionKey = QStringLiteral("layout/version");
const auto geometryKey = QStringLiteral("layout/geometry");
const auto docksKey = QStringLiteral("layout/docks");
const auto viewsKey = QStringLiteral("layout/views");
} // namespace

Preferences::Preferences(QString file)
    : m_file(file.isEmpty() ? userFile() : std::move(file))
{
}

ThemeChoice Preferences::theme() const
{
    return themeChoiceFrom(open(m_file).value(themeKey).toString()).value_or(ThemeChoice::System);
}

void Preferences::setTheme(ThemeChoice theme)
{
    open(m_file).setValue(themeKey, themeName(theme));
}

const QList<int>& Preferences::scales()
{
    static const QList<int> percents {100, 125, 150, 200, 300};
    return percents;
}

int Preferences::scale() const
{
    const int percent = open(m_file).value(scaleKey, 100).toInt();
    return scales().contains(percent) ? percent : 100;
}

void Preferences::setScale(int percent)
{
    open(m_file).setValue(scaleKey, percent);
}

QString Preferences::publishedFolder() const
{
    return open(m_file).value(publishedKey).toString();
}

void Preferences::setPublishedFolder(const QString& folder)
{
    open(m_file).setValue(publishedKey, folder);
}

QStringList Preferences::recent() const
{
    QStringList paths = open(m_file).value(recentKey).toStringList();
    paths.removeAll(QString());
    return paths.mid(0, maximumRecent);
}

void Preferences::addRecent(const QString& path)
{
    QStringList paths = recent();
    paths.removeAll(path);
    paths.prepend(path);
    open(m_file).setValue(recentKey, paths.mid(0, maximumRecent));
}

void Preferences::clearRecent()
{
    open(m_file).remove(recentKey);
}

Preferences::Layout Preferences::layout() const
{
    const QSettings settings(m_file, QSettings::IniFormat);
    if (settings.value(versionKey).toInt() != layoutVersion)
        return {};
    return {settings.value(geometryKey).toByteArray(), settings.value(docksKey).toByteArray(),
            settings.value(viewsKey).toByteArray()};
}

void Preferences::setLayout(const Layout& layout)
{
    QSettings settings(m_file, QSettings::IniFormat);
    settings.setValue(versionKey, layoutVersion);
    settings.setValue(geometryKey, layout.geometry);
    settings.setValue(docksKey, layout.docks);
    settings.setValue(viewsKey, layout.views);
}

void Preferences::clearLayout()
{
    open(m_file).remove(QStringLiteral("layout"));
}

void Preferences::reset()
{
    open(m_file).clear();
}

} // namespace learnscope
