#include "widgets/stimuli/stimuluscaption.h"

#include <QCoreApplication>
#include <QStringList>

#include <cstdlib>

namespace learnscope {

namespace {
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(StimulusCaption)
};
} // namespace

QString categoryText(const std::string& category, const CategoryNames& names)
{
    const auto named = names.find(category);
    return QString::fromStdString(named == names.end() || named->second.empty() ? category : named->second);
}

QString angleText(int angle)
{
    const QString degrees = QString::number(std::abs(static_cast<long long>(angle))) + QChar(0x00b0);
    return angle < 0 ? QChar(0x2212) + degrees : degrees;
}

QString viewText(const std::string& axis, int angle)
{
    return axis.empty() ? angleText(angle)
                        : QString::fromStdString(axis) + QLatin1Char(' ') + angleText(angle);
}

QString objectText(const StimulusObject& object, const CategoryNames& names)
{
    const QString number = QString::fromStdString(object.number);
    if (object.category.empty() || object.number == object.id)
        return number;
    return categoryText(object.category, names) + QLatin1Char(' ') + number;
}

QString viewDescription(const ObjectCatalogue& catalogue, const ViewPlace& place)
{
    QStringList parts;
    const Stimulus& stimulus = catalogue.stimulus(place);
    if (catalogue.hasTrainingPictures())
        parts << (catalogue.object(place).trained ? Text::tr("trained object") : Text::tr("novel object"));
    if (stimulus.phase == Phase::Train)
        parts << Text::tr("train set");
    else
        parts << (stimulus.testSet > 0 ? Text::tr("test set %1").arg(stimulus.testSet)
                                       : Text::tr("test set"));
    if (stimulus.name)
        parts << viewText(stimulus.name->axis, stimulus.name->angle);
    return parts.join(QStringLiteral(" \u00b7 "));
}

} // namespace learnscope
