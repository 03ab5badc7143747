#include "app/workspace/preferences.h"

#include <QSettings>

#include <algorithm>

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
const auto columnLayoutsKey = QStringLiteral("column_layouts");
const auto columnsKey = QStringLiteral("columns");
const auto mappingKey = QStringLiteral("mapping");
const auto versionKey = QStringLiteral("layout/version");
const auto geometryKey = QStringLiteral("layout/geometry");
const auto docksKey = QStringLiteral("layout/docks");
const auto viewsKey = QStringLiteral("layout/views");

QStringList toList(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list;
}

std::vector<std::string> fromList(const QStringList& list)
{
    std::vector<std::string> texts;
    for (const QString& text : list)
        texts.push_back(text.toStdString());
    return texts;
}
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

std::vector<RememberedLayout> Preferences::columnLayouts() const
{
    QSettings settings(m_file, QSettings::IniFormat);
    std::vector<RememberedLayout> layouts;
    const int count = std::min(settings.beginReadArray(columnLayoutsKey), maximumColumnLayouts);
    for (int index = 0; index < count; ++index) {
        settings.setArrayIndex(index);
        std::vector<std::string> columns = fromList(settings.value(columnsKey).toStringList());
        auto mapping = parseTrialMapping(fromList(settings.value(mappingKey).toStringList()));
        if (!columns.empty() && mapping)
            layouts.push_back({std::move(columns), std::move(*mapping)});
    }
    return layouts;
}

void Preferences::setColumnLayouts(const std::vector<RememberedLayout>& layouts)
{
    QSettings settings(m_file, QSettings::IniFormat);
    settings.remove(columnLayoutsKey);
    settings.beginWriteArray(columnLayoutsKey);
    int index = 0;
    for (const RememberedLayout& layout : layouts) {
        if (index == maximumColumnLayouts)
            break;
        settings.setArrayIndex(index++);
        settings.setValue(columnsKey, toList(layout.columns));
        settings.setValue(mappingKey, toList(toTexts(layout.mapping)));
    }
    settings.endArray();
}

void Preferences::rememberColumnLayout(const RememberedLayout& layout)
{
    std::vector<RememberedLayout> layouts = columnLayouts();
    std::erase_if(layouts, [&](const RememberedLayout& other) { return other.fits(layout.columns); });
    layouts.insert(layouts.begin(), layout);
    setColumnLayouts(layouts);
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
