namespace Kadende.Plugins.Machines;

/// <summary>
/// Lets so many in at once, of one caller at most half of them, and of those who wait the one first whose caller has the fewest in: what
/// one caller waits for in there does not keep another one out.
/// </summary>
internal sealed class FairTurns(int most)
{
    private readonly int _share = Math.Max(1, most / 2);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private int _in;

    /// <returns>The turn: whoever has it is in until it is disposed of.</returns>
    public async Task<IDisposable> EnterAsync(string caller, CancellationToken cancellationToken)
    {
        var turn = new Turn(this, caller);
        lock (_lock)
        {
            if (!_lanes.TryGetValue(caller, out var lane))
            {
                _lanes[caller] = lane = new Lane();
            }

            lane.Waiting.AddLast(turn);
            LetIn();
        }

        try
        {
            await turn.Came.WaitAsync(cancellationToken);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private void Leave(Turn turn)
    {
        lock (_lock)
        {
            if (turn.IsOver)
            {
                return;
            }

            turn.IsOver = true;
            var lane = _lanes[turn.Caller];
            if (turn.IsIn)
            {
                lane.In--;
                _in--;
            }
            else
            {
                lane.Waiting.Remove(turn);
            }

            if (lane is { In: 0, Waiting.Count: 0 })
            {
                _lanes.Remove(turn.Caller);
            }

            LetIn();
        }
    }

    private void LetIn()
    {
        while (_in < most && Next() is { } lane && lane.Waiting.First is { } first)
        {
            lane.Waiting.RemoveFirst();
            lane.In++;
            _in++;
            first.Value.Come();
        }
    }

    private Lane? Next() =>
        _lanes.Values.Where(lane => lane.Waiting.Count > 0 && lane.In < _share).MinBy(lane => lane.In);

    private sealed class Lane
    {
        public LinkedList<Turn> Waiting { get; } = [];

        public int In { get; set; }
    }

    private sealed class Turn(FairTurns turns, string caller) : IDisposable
    {
        private readonly TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Caller => caller;

        public Task Came => _came.Task;

        public bool IsIn => _came.Task.IsCompleted;

        public bool IsOver { get; set; }

        public void Come() => _came.SetResult();

        public void Dispose() => turns.Leave(this);
    }
}
