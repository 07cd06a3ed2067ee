namespace IlgpuStandin.Engine;

/// <summary>A thread for each lane, of which one runs at a time: the scheduler hands a baton to it and takes it back.</summary>
internal sealed class LaneThreads : IDisposable
{
    private readonly Seat[] seats;

    public LaneThreads(Lane[] lanes, Action body) => seats = [.. lanes.Select(lane => new Seat(lane, body))];

    public void Resume(Lane lane) => seats[lane.Linear].Resume();

    public void Dispose()
    {
        foreach (Seat seat in seats) seat.Close();
    }

    private sealed class Seat
    {
        private readonly Lane lane;
        private readonly Action body;
        private readonly Thread thread;
        private readonly object baton = new();
        private bool laneRuns;
        private bool closed;
        private Exception? fault;

        public Seat(Lane lane, Action body)
        {
            this.lane = lane;
            this.body = body;
            lane.Pauser = Pause;
            thread = new Thread(Work, 256 * 1024) { IsBackground = true };
            thread.Start();
        }

        public void Resume()
        {
            lock (baton)
            {
                laneRuns = true;
                Monitor.Pulse(baton);
                while (laneRuns) Monitor.Wait(baton);
            }

            if (fault is { } thrown)
            {
                fault = null;
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thrown);
            }
        }

        public void Close()
        {
            lock (baton)
            {
                closed = true;
                laneRuns = true;
                Monitor.Pulse(baton);
            }

            thread.Join();
        }

        private void Pause()
        {
            lock (baton)
            {
                laneRuns = false;
                Monitor.Pulse(baton);
                while (!laneRuns) Monitor.Wait(baton);
                if (closed) throw new Abandoned();
            }
        }

        private void Work()
        {
            while (true)
            {
                lock (baton)
                {
                    while (!laneRuns) Monitor.Wait(baton);
                    if (closed) return;
                }

                try
                {
                    Lane.Current = lane;
                    body();
                }
                catch (Abandoned)
                {
                    return;
                }
                catch (Exception thrown)
                {
                    fault = thrown;
                }

                lane.Done = true;
                lock (baton)
                {
                    laneRuns = false;
                    Monitor.Pulse(baton);
                }
            }
        }
    }

    private sealed class Abandoned : Exception;
}
