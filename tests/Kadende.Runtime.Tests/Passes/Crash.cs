using Kadende.TestKit.Azurite;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>Ends a process at a point: from then on nothing of it reaches the store or a provider.</summary>
internal sealed class Crash(FaultPolicy faults)
{
    private CrashPoint? _point;
    private int _calls;
    private volatile bool _down;

    /// <summary>The process came to the point at which it was to die.</summary>
    public bool Happened =>
        _point switch
        {
            null => false,
            { Moment: CrashMoment.BeforeProviderCall or CrashMoment.AfterProviderCall } => _down,
            var point => _down || faults.Count >= point.Number,
        };

    public void At(CrashPoint point)
    {
        _point = point;
        switch (point.Moment)
        {
            case CrashMoment.BeforeStoreRequest:
                faults.FailAfter(point.Number - 1);
                break;
            case CrashMoment.AfterStoreRequest:
                faults.LoseAnswerAndFailAfter(point.Number);
                break;
            default:
                faults.Heal();
                break;
        }
    }

    /// <summary>A call of a provider.</summary>
    public async Task<T> AroundAsync<T>(Func<Task<T>> call)
    {
        var number = Interlocked.Increment(ref _calls);
        DieAt(CrashMoment.BeforeProviderCall, number);
        var answer = await call();
        DieAt(CrashMoment.AfterProviderCall, number);
        return answer;
    }

    private void DieAt(CrashMoment moment, int number)
    {
        if (_point == new CrashPoint(moment, number))
        {
            _down = true;
            faults.FailAfter(0);
        }

        if (Happened)
        {
            throw new InvalidOperationException("The process has died.");
        }
    }
}
