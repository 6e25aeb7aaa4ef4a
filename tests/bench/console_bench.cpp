// openbell-bench-console: what the console costs its GUI thread under load. The real console runs
// over a transport that plays a busy venue from a thread of its own; no engine is inside, so every
// figure is the console's. Figures are processor time of the GUI thread unless they say "wall".
//
//   openbell-bench-console [--seconds N] [--book-updates N] [--trades N] [--picture FILE.png]
#include "tests/bench/busy_venue.h"
#include "tests/bench/measure.h"

#include "ui/shell/console.h"
#include "ui/views/panels.h"

#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QStyleFactory>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace openbell;
using bench::BusyVenue;
using bench::Load;

namespace {

/// Notes when the window was painted for the first time.
class FirstPaint final : public QObject {
public:
    explicit FirstPaint(std::int64_t startedNs) : m_startedNs(startedNs) {}
    std::int64_t wallNs = 0;

    bool eventFilter(QObject* object, QEvent* event) override {
        if (event->type() == QEvent::Paint && wallNs == 0) {
            QMetaObject::invokeMethod(
                this, [this] { if (wallNs == 0) wallNs = monotonicNs() - m_startedNs; },
                Qt::QueuedConnection);
        }
        return QObject::eventFilter(object, event);
    }
    static std::int64_t monotonicNs() {
        timespec time{};
        clock_gettime(CLOCK_MONOTONIC, &time);
        return time.tv_sec * kNsPerSecond + time.tv_nsec;
    }

private:
    std::int64_t m_startedNs;
};

struct Options {
    int seconds = 20;
    Load load;
    QString picture;
};

Options parse(const QStringList& arguments) {
    Options options;
    for (int i = 1; i + 1 < arguments.size(); i += 2) {
        const QString& value = arguments[i + 1];
        if (arguments[i] == QLatin1String("--seconds"))
            options.seconds = std::clamp(value.toInt(), 1, 3600);
        else if (arguments[i] == QLatin1String("--book-updates"))
            options.load.bookUpdatesPerSecond = value.toInt();
        else if (arguments[i] == QLatin1String("--trades"))
            options.load.tradesPerSecond = value.toInt();
        else if (arguments[i] == QLatin1String("--picture"))
            options.picture = value;
    }
    return options;
}

double percentile(std::vector<double>& sorted, double share) {
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(share * (static_cast<double>(sorted.size()) - 1))];
}

} // namespace

int main(int argc, char** argv) {
    const std::int64_t startedNs = FirstPaint::monotonicNs();
    // Without a screen it paints into memory, which costs this thread the same.
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY") &&
        qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const Options options = parse(QApplication::arguments());
    QTemporaryDir folder;

    BusyVenue* venue = nullptr;
    shell::HostFunctions host;
    host.start = [&](const shell::HostRequest&, std::function<void(shell::HostOutcome)> done) {
        auto transport = std::make_unique<BusyVenue>(options.load);
        venue = transport.get();
        done({std::move(transport), {QStringLiteral("operator"), QStringLiteral("none")}, {}});
    };
    host.stop = [](std::function<void()> done) { done(); };
    shell::ConsoleOptions consoleOptions;
    consoleOptions.settingsFile = folder.filePath(QStringLiteral("settings.ini"));
    shell::Console console(consoleOptions, views::panels(), host);
    FirstPaint firstPaint(startedNs);
    console.window().installEventFilter(&firstPaint);
    console.window().resize(1920, 1080);
    console.start();
    console.window().resize(1920, 1080);

    std::vector<double> frames;
    std::int64_t lastCpu = 0;
    std::int64_t measuredFrom = 0;
    std::int64_t cpuFrom = 0;
    QElapsedTimer clock;
    QObject::connect(&console.client(), &client::ExchangeClient::signedIn, &console, [&] {
        // Every market panel side by side: depth beside the liquidity map.
        auto* liquidity = console.window().showPanel(QStringLiteral("heat_map"));
        auto* depth = console.window().showPanel(QStringLiteral("depth"));
        console.window().splitDockWidget(liquidity, depth, Qt::Horizontal);
        venue->play();
        clock.start();
    });
    QObject::connect(&console.client(), &client::ExchangeClient::frame, &console, [&] {
        constexpr qint64 kWarmUpMs = 3'000;
        if (!clock.isValid() || clock.elapsed() < kWarmUpMs)
            return;
        const std::int64_t cpu = bench::threadCpuNs();
        if (measuredFrom == 0) {
            measuredFrom = FirstPaint::monotonicNs();
            cpuFrom = cpu;
        } else {
            frames.push_back(static_cast<double>(cpu - lastCpu) / 1e6);
        }
        lastCpu = cpu;
        if (clock.elapsed() >= kWarmUpMs + options.seconds * 1000) {
            if (!options.picture.isEmpty())
                console.window().grab().save(options.picture);
            QApplication::quit();
        }
    });
    QApplication::exec();

    const auto wall = static_cast<double>(FirstPaint::monotonicNs() - measuredFrom) / 1e9;
    const auto cpu = static_cast<double>(lastCpu - cpuFrom) / 1e9;
    std::sort(frames.begin(), frames.end());
    std::printf("{\"bookUpdatesPerSecond\": %d, \"tradesPerSecond\": %d, \"bookUpdatesPlayed\": %llu, \"frames\": %zu, "
                "\"fps\": %.1f, \"frameCpuMsP50\": %.2f, \"frameCpuMsP99\": %.2f, "
                "\"guiPercentOfCore\": %.1f, \"residentMb\": %.0f, \"firstPaintMsWall\": %.0f, "
                "\"machine\": \"%s\", \"commit\": \"%s\"}\n",
                options.load.bookUpdatesPerSecond, options.load.tradesPerSecond,
                static_cast<unsigned long long>(venue != nullptr ? venue->played() : 0), frames.size(),
                static_cast<double>(frames.size()) / wall, percentile(frames, 0.5),
                percentile(frames, 0.99), cpu / wall * 100,
                static_cast<double>(bench::residentBytes()) / 1e6,
                static_cast<double>(firstPaint.wallNs) / 1e6, bench::machineName().c_str(),
                bench::commitName().c_str());
    return 0;
}
