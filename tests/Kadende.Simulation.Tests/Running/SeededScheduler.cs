namespace Kadende.Simulation.Tests.Running;

/// <summary>
/// Runs the continuations of all processes of a simulation, one at a time on one thread. Which of those that can run goes next is up to
/// the seed: so two passes at once meet at every await there is, and meet the same way whenever the seed is played again.
/// </summary>
internal sealed class SeededScheduler(Random chance)
{
    private readonly List<(ProcessTasks Process, Task Task)> _ready = [];
    private readonly List<(long Step, Action Act)> _armed = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>How many continuations have run.</summary>
    public long Steps { get; private set; }

    /// <summary>The process whose continuation runs now; null between steps.</summary>
    public ProcessTasks? Running { get; private set; }

    public void Add(ProcessTasks process, Task task)
    {
        EnsureOwnThread();
        _ready.Add((process, task));
    }

    /// <summary>Does something between two steps, a number of steps from now: in the midst of whatever runs then.</summary>
    public void AfterSteps(int steps, Action act) => _armed.Add((Steps + steps, act));

    /// <returns>False: nothing can run now.</returns>
    public bool RunOne()
    {
        FireArmed();
        if (_ready.Count == 0)
        {
            return false;
        }

        var index = chance.Next(_ready.Count);
        var (process, task) = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Steps++;
        Running = process;
        process.Execute(task);
        Running = null;
        return true;
    }

    /// <summary>Takes what a process could run out of the queue.</summary>
    public IReadOnlyList<Task> Withdraw(ProcessTasks process)
    {
        var tasks = _ready.Where(entry => entry.Process == process).Select(entry => entry.Task).ToList();
        _ready.RemoveAll(entry => entry.Process == process);
        return tasks;
    }

    /// <summary>What is not on this thread is not under the seed's control: the simulation would not repeat itself.</summary>
    /// <exception cref="InvalidOperationException">The caller is on another thread.</exception>
    public void EnsureOwnThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("Product code left the scheduler of the simulation.");
        }
    }

    private void FireArmed()
    {
        for (var index = 0; index < _armed.Count; index++)
        {
            if (_armed[index].Step <= Steps)
            {
                var act = _armed[index].Act;
                _armed.RemoveAt(index--);
                act();
            }
        }
    }
}
