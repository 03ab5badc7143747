// The part of Workspace that has to do with stimuli and their names.
#include "app/workspace/workspace.h"

#include "core/checks/trialchecks.h"
#include "core/stimuli/stimulusfolder.h"

#include <QFileInfo>
#include <QSet>

#include <map>

namespace learnscope {

namespace {
std::vector<Finding> remarksOn(const StimulusSet& stimuli)
{
    std::vector<Finding> findings;
    for (const Error& remark : stimuli.remarks())
        findings.push_back({.code = "odd-stimulus-folder",
                            .severity = Finding::Severity::Warning,
                            .file = remark.where.file,
                            .line = 0,
                            .column = 0,
                            .count = 1,
                            .message = remark.message,
                            .rows = {}});
    return findings;
}

} // namespace

void Workspace::openStimuli(const QString& folder)
{
    beginOpening();
    const std::string path = QFileInfo(folder).absoluteFilePath().toStdString();
    m_runner.start<StimulusSet>(
        tr("List pictures of %1").arg(QFileInfo(folder).fileName()),
        [path, pattern = namePattern()](JobContext& context) {
            return readStimulusFolder(path, {.pattern = pattern}, context);
        },
        [this, path](const JobResult<StimulusSet>& result) {
            const JobEnd end = takeStimuli(path, result);
            endOpening();
            return end;
        });
}

void Workspace::setNamePattern(const StimulusNamePattern& pattern)
{
    if (pattern.text() == namePattern().text())
        return;
    AnalysisOptions rules = m_options.rules;
    rules.pattern = pattern;
    setRules(rules);
    if (m_stimuli)
        openStimuli(QString::fromStdString(m_stimuli->root().string())); // checks the tables, too
    else
        checkAgainstStimuli();
}

QStringList Workspace::imageNames(int most) const
{
    QStringList names;
    QSet<QString> seen;
    const auto add = [&](const std::string& text) {
        const QString name = QString::fromStdString(text);
        if (names.size() < most && !seen.contains(name)) {
            seen.insert(name);
            names << name;
        }
    };
    if (m_stimuli)
        for (const Stimulus& stimulus : m_stimuli->stimuli())
            add(stimulus.fileName);
    for (int place = 0; place < m_observers.observerCount(); ++place) {
        const StringPool& images = m_observers.observer(place).trials->imageNames();
        for (std::uint32_t code = 0; code < images.size() && names.size() < most; ++code)
            add(images[code]);
    }
    return names;
}

JobEnd Workspace::takeStimuli(const std::string& folder, const JobResult<StimulusSet>& result)
{
    if (!result && result.error().kind == Error::Kind::Cancelled)
        return {JobModel::State::Cancelled};
    m_problems.removeFile(folder);
    if (!result) {
        Error error = result.error();
        error.where.file = folder;
        m_problems.append(error);
        return {JobModel::State::Failed};
    }
    m_stimuli = *result;
    m_problems.append(remarksOn(*m_stimuli));
    checkAgainstStimuli();
    Q_EMIT stimuliChanged();
    Q_EMIT opened(QString::fromStdString(folder));
    return {JobModel::State::Done, tr("%L1 pictures").arg(m_stimuli->stimuli().size())};
}

void Workspace::checkAgainstStimuli()
{
    std::vector<Observer> observers;
    for (int place = 0; place < m_observers.observerCount(); ++place)
        observers.push_back(m_observers.observer(place));
    if (observers.empty())
        return;
    using FoundIn = std::map<std::string, std::vector<Finding>>;
    m_runner.start<FoundIn>(
        tr("Check trials against pictures"),
        [observers, stimuli = m_stimuli, pattern = namePattern(),
         threads = m_options.threads](JobContext& context) -> Result<FoundIn> {
            FoundIn found;
            for (const Observer& observer : observers) {
                auto findings =
                    checkTrials(observer, stimuli.get(), {.pattern = pattern, .threads = threads}, context);
                if (!findings)
                    return tl::unexpected(findings.error());
                found[observer.file] = std::move(*findings);
            }
            return found;
        },
        [this, stimuli = m_stimuli](const JobResult<FoundIn>& result) -> JobEnd {
            if (!result)
                return {JobModel::State::Cancelled};
            for (const auto& [file, findings] : **result)
                if (stimuli == m_stimuli && m_observers.placeOfFile(file) >= 0)
                    m_problems.setFindings(file, findings);
            return {};
        },
        JobRunner::Listing::WhenLong);
}

} // namespace learnscope
