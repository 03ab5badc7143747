#include "core/checks/testsetorder.h"

#include "core/checks/findingtext.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>

namespace learnscope {

namespace {
using SetOfImage = std::unordered_map<std::string_view, int>; // numbers from 1; 0: in no set or in several
using Order = std::vector<std::pair<std::int32_t, int>>; // (epoch, set), ascending by epoch

SetOfImage setsFrom(const StimulusSet& stimuli)
{
    SetOfImage sets;
    for (const Stimulus& stimulus : stimuli.stimuli())
        if (stimulus.phase == Phase::Test && stimulus.testSet > 0)
            sets.emplace(stimulus.fileName, stimulus.testSet);
    return sets;
}

/// The sets as the most common order of image sets shows them, numbered by the epochs in which it does. Of
/// orders that are equally common the one that comes first.
SetOfImage setsFromMostCommonOrder(std::span<const GroupedObserver> observers)
{
    std::map<std::vector<std::pair<std::int32_t, std::uint64_t>>, std::size_t> votes;
    std::size_t most = 0;
    for (const GroupedObserver& observer : observers)
        for (const auto& order : observer.testSets)
            if (!order.empty())
                most = std::max(most, ++votes[order]);
    for (const GroupedObserver& observer : observers) {
        for (std::size_t run = 0; run < observer.testSets.size(); ++run) {
            const auto& order = observer.testSets[run];
            if (order.empty() || votes[order] < most)
                continue;
            SetOfImage sets;
            const TrialTable& trials = *observer.observer->trials;
            for (const TrialGroups::Row row : observer.groups->rows(run, Phase::Test)) {
                const auto [known, isNew] = sets.emplace(trials.imageOf(row), trials.epochs()[row]);
                if (!isNew && known->second != trials.epochs()[row])
                    known->second = 0;
            }
            return sets;
        }
    }
    return {};
}

/// Which set a run saw at each of its test epochs; without the epochs where no set has most of the rows.
Order orderOf(const GroupedObserver& observer, std::size_t run, const std::vector<int>& setOfCode)
{
    const TrialTable& trials = *observer.observer->trials;
    struct Votes
    {
        std::map<int, std::size_t> rowsOfSet;
        std::size_t rows = 0;
    };
    std::map<std::int32_t, Votes> epochs;
    Votes* current = nullptr;
    std::int32_t currentEpoch = 0;
    for (const TrialGroups::Row row : observer.groups->rows(run, Phase::Test)) {
        if (!current || currentEpoch != trials.epochs()[row]) {
            currentEpoch = trials.epochs()[row];
            current = &epochs[currentEpoch];
        }
        ++current->rowsOfSet[setOfCode[trials.images()[row]]];
        ++current->rows;
    }
    Order order;
    for (const auto& [epoch, votes] : epochs)
        for (const auto& [set, rows] : votes.rowsOfSet)
            if (set > 0 && 2 * rows > votes.rows)
                order.emplace_back(epoch, set);
    return order;
}

/// Whether two orders name different sets for an epoch that both have.
bool disagree(const Order& left, const Order& right)
{
    auto other = right.begin();
    for (const auto& [epoch, set] : left) {
        while (other != right.end() && other->first < epoch)
            ++other;
        if (other != right.end() && other->first == epoch && other->second != set)
            return true;
    }
    return false;
}

std::string toText(const Order& order)
{
    std::string text;
    for (const auto& [epoch, set] : order)
        text += (text.empty() ? "" : ",") + std::to_string(set);
    return text;
}

Finding findingFor(const GroupedObserver& observer, const std::vector<Order>& orders, const Order& common)
{
    std::map<Order, std::vector<std::int32_t>> runsByOrder;
    std::vector<TrialGroups::Row> rows;
    std::size_t count = 0;
    for (std::size_t run = 0; run < orders.size(); ++run) {
        if (!disagree(orders[run], common))
            continue;
        ++count;
        runsByOrder[orders[run]].push_back(observer.groups->runs()[run]);
        const auto ofRun = observer.groups->rows(run, Phase::Test);
        rows.insert(rows.end(), ofRun.begin(), ofRun.end());
    }
    if (count == 0)
        return {};
    std::vector<std::string> parts;
    for (const auto& [order, runs] : runsByOrder)
        parts.push_back(runsListed(observer.observer->kind, runs, orders.size()) + " in the order "
                        + toText(order));
    Finding finding =
        makeFinding(*observer.observer, "test-set-order", Finding::Severity::Warning, count,
                    "the test sets were shown to " + listed(parts) + "; most runs have " + toText(common));
    std::sort(rows.begin(), rows.end());
    setRows(finding, *observer.observer, std::span<const TrialGroups::Row>(rows));
    return finding;
}
} // namespace

std::vector<Finding> findTestSetOrders(std::span<const GroupedObserver> observers, const StimulusSet* stimuli)
{
    SetOfImage sets = stimuli ? setsFrom(*stimuli) : SetOfImage();
    if (sets.empty())
        sets = setsFromMostCommonOrder(observers);
    std::vector<std::vector<Order>> orders(observers.size());
    std::map<Order, std::size_t> votes;
    for (std::size_t index = 0; index < observers.size(); ++index) {
        const StringPool& images = observers[index].observer->trials->imageNames();
        std::vector<int> setOfCode;
        for (const std::string& name : images.texts()) {
            const auto known = sets.find(name);
            setOfCode.push_back(known == sets.end() ? 0 : known->second);
        }
        for (std::size_t run = 0; run < observers[index].groups->runs().size(); ++run) {
            orders[index].push_back(orderOf(observers[index], run, setOfCode));
            ++votes[orders[index].back()];
        }
    }
    votes.erase(Order());
    // Of orders that are equally common the ascending one comes first in the map.
    const auto common = std::max_element(votes.begin(), votes.end(), [](const auto& left, const auto& right) {
        return left.second < right.second;
    });
    std::vector<Finding> findings(observers.size());
    if (common != votes.end())
        for (std::size_t index = 0; index < observers.size(); ++index)
            findings[index] = findingFor(observers[index], orders[index], common->first);
    return findings;
}

} // namespace learnscope
