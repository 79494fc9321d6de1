namespace Services.Gateway.Alerts;

/// <summary>A connection beside Socket.IO that passes alerts on to its client. Does not block.</summary>
internal interface IAlertReceiver
{
    void Receive(Alert alert);
}
