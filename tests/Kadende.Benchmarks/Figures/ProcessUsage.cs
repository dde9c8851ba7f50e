using System.Diagnostics;

namespace Kadende.Benchmarks.Figures;

/// <summary>What a process has used up to now, as the operating system counts it.</summary>
internal sealed class ProcessUsage : IDisposable
{
    private const double Megabyte = 1024 * 1024;

    private readonly Process _process;

    private ProcessUsage(Process process) => _process = process;

    public static ProcessUsage Of(int processId) => new(Process.GetProcessById(processId));

    /// <summary>In user mode and in the kernel, of all its threads.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double MemoryNow
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / Megabyte;
        }
    }

    /// <summary>The most memory that it had since its start, or since <see cref="ForgetPeak"/>.</summary>
    public double PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / Megabyte;
        }
    }

    /// <summary>Lets the peak begin anew at what is used now, where the operating system can.</summary>
    public void ForgetPeak()
    {
        var file = $"/proc/{_process.Id}/clear_refs";
        if (File.Exists(file))
        {
            File.WriteAllText(file, "5");
        }
    }

    public void Dispose() => _process.Dispose();
}
